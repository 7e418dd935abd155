package io.millrace.bench.race;

/**
 * What is sent on the wire.
 *
 * @param frameBytes length of each frame, or {@link #IMIX}
 */
record Traffic(int flows, int frameBytes) {
    /** The usual mix of the internet: 7 frames of 64 bytes, 4 of 570 and 1 of 1514. */
    static final int IMIX = 0;

    /** As it is called in tables. */
    String sizes() {
        return frameBytes == IMIX ? "IMIX" : frameBytes + " bytes";
    }
}
