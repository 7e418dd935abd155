package io.millrace.cli.print;

/** A TLS alert that is not encrypted (RFC 8446 section 6). */
final class TlsAlert {
    private static final Words LEVELS = Words.NONE.with(1, "warning").with(2, "fatal");
    private static final Words DESCRIPTIONS = Words.NONE
            .with(0, "close notify")
            .with(10, "unexpected message")
            .with(20, "bad record mac")
            .with(22, "record overflow")
            .with(40, "handshake failure")
            .with(42, "bad certificate")
            .with(43, "unsupported certificate")
            .with(44, "certificate revoked")
            .with(45, "certificate expired")
            .with(46, "certificate unknown")
            .with(47, "illegal parameter")
            .with(48, "unknown ca")
            .with(49, "access denied")
            .with(50, "decode error")
            .with(51, "decrypt error")
            .with(70, "protocol version")
            .with(71, "insufficient security")
            .with(80, "internal error")
            .with(86, "inappropriate fallback")
            .with(90, "user canceled")
            .with(109, "missing extension")
            .with(110, "unsupported extension")
            .with(112, "unrecognized name")
            .with(116, "certificate required")
            .with(120, "no application protocol");

    private TlsAlert() {}

    static void print(Bytes record, Line line) {
        int level = record.u8(0);
        int description = record.u8(1);
        if (LEVELS.of(level) != null) {
            line.add(' ').add(LEVELS.of(level, ""));
            line.add(", ").add(DESCRIPTIONS.of(description, "description " + description));
        }
    }
}
