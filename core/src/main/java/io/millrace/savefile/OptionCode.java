package io.millrace.savefile;

/** Codes of options in pcapng blocks: {@code draft-ietf-opsawg-pcapng}. Below 1000 a code means what its block says. */
public final class OptionCode {
    /** Ends a list of options. */
    static final int END = 0;

    /** Of any block: a comment in UTF-8. */
    public static final int COMMENT = 1;

    public static final int CUSTOM_TEXT = 2988;
    public static final int CUSTOM_BYTES = 2989;
    public static final int CUSTOM_TEXT_NOT_COPIED = 19372;
    public static final int CUSTOM_BYTES_NOT_COPIED = 19373;

    public static final int SHB_HARDWARE = 2;
    public static final int SHB_OS = 3;
    public static final int SHB_USERAPPL = 4;

    public static final int IF_NAME = 2;
    public static final int IF_DESCRIPTION = 3;
    public static final int IF_MACADDR = 6;
    public static final int IF_SPEED = 8;
    public static final int IF_TSRESOL = 9;
    public static final int IF_FILTER = 11;
    public static final int IF_OS = 12;
    public static final int IF_FCSLEN = 13;
    public static final int IF_TSOFFSET = 14;
    public static final int IF_HARDWARE = 15;

    public static final int EPB_FLAGS = 2;
    public static final int EPB_HASH = 3;
    public static final int EPB_DROPCOUNT = 4;
    public static final int EPB_PACKETID = 5;
    public static final int EPB_QUEUE = 6;
    public static final int EPB_VERDICT = 7;

    public static final int ISB_STARTTIME = 2;
    public static final int ISB_ENDTIME = 3;
    public static final int ISB_IFRECV = 4;
    public static final int ISB_IFDROP = 5;
    public static final int ISB_FILTERACCEPT = 6;
    public static final int ISB_OSDROP = 7;
    public static final int ISB_USRDELIV = 8;

    private OptionCode() {}
}
