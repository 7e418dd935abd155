package io.millrace.pcap;

import io.millrace.ffi.LibPcap;
import java.util.Objects;

/**
 * The calls that read packets: each passes the gate, delivers, and ends with a result. {@code code} belongs to the thread that
 * owns the handle.
 */
final class Reading {
    private enum Way {
        DISPATCH("dispatch"),
        LOOP("loop"),
        NEXT("next_ex");

        /** The C function, for messages. */
        private final String function;

        Way(String function) {
            this.function = function;
        }
    }

    private final Gate gate;
    private final PacketReader reader;
    private final Delivery delivery;
    private final CallCheck check;
    private int code;

    Reading(Gate gate, PacketReader reader, Delivery delivery, CallCheck check) {
        this.gate = gate;
        this.reader = reader;
        this.delivery = delivery;
        this.check = check;
    }

    PcapResult dispatch(int count, PcapCallback callback) {
        return read(Way.DISPATCH, count, callback);
    }

    PcapResult loop(int count, PcapCallback callback) {
        return read(Way.LOOP, count, callback);
    }

    PcapResult next(PcapCallback callback) {
        return read(Way.NEXT, 1, callback);
    }

    private PcapResult read(Way way, int count, PcapCallback callback) {
        Objects.requireNonNull(callback, "callback");
        gate.enter();
        try {
            boolean broken;
            delivery.begin(callback);
            try {
                code = call(way, count);
            } finally {
                delivery.end();
                broken = gate.takeBreak();
            }
            return result(way, count, broken);
        } finally {
            gate.reading = false; // no call: there may be no stack for one
            gate.left();
        }
    }

    private int call(Way way, int count) {
        return switch (way) {
            case DISPATCH -> reader.dispatch(count);
            case LOOP -> reader.loop(count);
            case NEXT -> reader.next();
        };
    }

    private PcapResult result(Way way, int count, boolean broken) {
        if (code < 0 && code != LibPcap.PCAP_ERROR_BREAK) {
            throw check.failure(way.function, code);
        }
        if (broken) {
            return PcapResult.BROKEN;
        }
        boolean complete = way == Way.LOOP ? count > 0 && delivery.packets() == count : delivery.packets() > 0;
        return complete ? PcapResult.PACKETS : reader.nothing();
    }

    long packets() {
        gate.requireOwner();
        return delivery.packets();
    }

    int code() {
        gate.requireOwner();
        return code;
    }
}
