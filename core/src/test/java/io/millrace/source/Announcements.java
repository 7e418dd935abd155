package io.millrace.source;

import java.lang.foreign.MemorySegment;

/** Takes all frames, and counts them and what was announced. */
final class Announcements implements FrameSink {
    int frames;
    int announced;
    boolean inTime;

    @Override
    public void announce() {
        announced++;
        inTime = frames == 0;
    }

    @Override
    public boolean offer(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        frames++;
        return true;
    }
}
