package io.millrace.cli.print;

/** How the packet's bytes are shown under its line. */
public enum Dump {
    /** Not at all. */
    NONE(false),
    /** In hexadecimal: {@code -x}. */
    HEX(false),
    /** In hexadecimal, with the link-layer header: {@code -xx}. */
    HEX_LINK(true),
    /** In hexadecimal and ASCII: {@code -X}. */
    HEX_ASCII(false),
    /** In hexadecimal and ASCII, with the link-layer header: {@code -XX}. */
    HEX_ASCII_LINK(true),
    /** As text: {@code -A}. */
    ASCII(false),
    /** As text, with the link-layer header: {@code -AA}. */
    ASCII_LINK(true);

    private final boolean withLink;

    Dump(boolean withLink) {
        this.withLink = withLink;
    }

    boolean withLink() {
        return withLink;
    }
}
