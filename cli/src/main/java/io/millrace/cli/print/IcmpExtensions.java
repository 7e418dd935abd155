package io.millrace.cli.print;

/** What errors of ICMP tell behind the packet that they are about (RFC 4884): labels of MPLS, interfaces. */
final class IcmpExtensions {
    /** Where extensions begin: behind a header of 8 bytes, and the packet, which is filled up to 128. */
    private static final int BEGIN = 136;

    private static final int HEADER_BYTES = 4;
    private static final int VERSION = 2;
    private static final int LABELS = 1;
    private static final String INDENT = "\n\t    ";
    private static final Words NAMES =
            Words.NONE.with(LABELS, "MPLS Stack Entry").with(2, "Interface Identification");

    private IcmpExtensions() {}

    /**
     * Prints the extensions of an error, if there are any. Old routers do not tell where the packet ends and the extensions
     * begin; then only a right checksum says that there are any.
     */
    static void print(Bytes message, Line line) {
        line.protocol("icmp");
        if (message.length() <= BEGIN) {
            return;
        }
        Bytes extensions = message.from(BEGIN);
        extensions.require(0, HEADER_BYTES + 1);
        boolean whole = extensions.has(0, extensions.length());
        boolean right = whole && Checksum.isCorrect(Checksum.sum(0, extensions, 0, extensions.length()));
        boolean announced = message.u8(5) > 0;
        if (whole && !right && !announced) {
            return;
        }
        int version = extensions.u8(0) >>> 4;
        line.add("\n\tICMP Multi-Part extension v").add(version);
        if (version != VERSION) {
            line.add(" packet not supported");
            return;
        }
        if (whole) {
            line.add(", checksum 0x").hex(extensions.u16(2), 4);
            line.add(right ? " (correct)" : " (incorrect)");
            line.add(", length ").add(extensions.length());
        }
        printObjects(extensions.from(HEADER_BYTES), line);
    }

    private static void printObjects(Bytes objects, Line line) {
        int at = 0;
        while (objects.length() - at > HEADER_BYTES) {
            objects.require(at, HEADER_BYTES);
            int length = objects.u16(at);
            int kind = objects.u8(at + 2);
            int type = objects.u8(at + 3);
            line.add("\n\t  ").add(NAMES.of(kind, "unknown")).add(" Object (").add(kind);
            line.add("), Class-Type: ").add(type).add(", length ").add(length);
            if (kind == 0 || length < HEADER_BYTES) {
                return;
            }
            Bytes data = objects.from(at + HEADER_BYTES).part(0, length - HEADER_BYTES);
            if (kind == LABELS && type == 1) {
                printLabels(objects.from(at + HEADER_BYTES), data.length(), line);
            } else {
                line.unknown(INDENT, data);
            }
            at += length;
        }
    }

    /** Prints as many labels as there are; one at least, whatever the object's length is. */
    private static void printLabels(Bytes labels, int length, Line line) {
        for (int at = 0; at == 0 || at + 4 <= length; at += 4) {
            int entry = labels.i32(at);
            line.add(INDENT).add("label ").add(entry >>> 12).add(", tc ").add(entry >>> 9 & 7);
            line.add((entry & 0x100) == 0 ? "" : ", [S]").add(", ttl ").add(entry & 0xff);
        }
    }
}
