package io.millrace.replay;

import java.lang.foreign.MemorySegment;

/** Does everything that an outlet does, but sends nothing: for a rehearsal. */
final class SilentOutlet implements Outlet {
    private final Outlet outlet;

    SilentOutlet(Outlet outlet) {
        this.outlet = outlet;
    }

    @Override
    public int linktype() {
        return outlet.linktype();
    }

    @Override
    public int batch() {
        return outlet.batch();
    }

    @Override
    public int longest(MemorySegment memory, long offset, int bytes) {
        return outlet.longest(memory, offset, bytes);
    }

    @Override
    public int shortest() {
        return outlet.shortest();
    }

    @Override
    public void put(int index, MemorySegment memory, long offset, int bytes) {
        outlet.put(index, memory, offset, bytes);
    }

    @Override
    public void send(int count) {
        outlet.send(0);
    }

    /** Leaves the outlet open. */
    @Override
    public void close() {
        // it is not this one's
    }
}
