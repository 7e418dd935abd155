package io.millrace.cli;

import io.millrace.PacketHandler;

/** A handler that has something to say when all packets are through. */
interface Total extends PacketHandler {
    /** What came together, as one line. */
    String text();
}
