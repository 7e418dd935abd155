package io.millrace.savefile;

/** Types of pcapng blocks: {@code draft-ietf-opsawg-pcapng}, section "Block Types". */
public final class BlockType {
    public static final int INTERFACE_DESCRIPTION = 1;
    public static final int OBSOLETE_PACKET = 2;
    public static final int SIMPLE_PACKET = 3;
    public static final int NAME_RESOLUTION = 4;
    public static final int INTERFACE_STATISTICS = 5;
    public static final int ENHANCED_PACKET = 6;
    public static final int DECRYPTION_SECRETS = 0x0a;
    public static final int CUSTOM = 0x0bad;
    public static final int CUSTOM_NOT_COPIED = 0x4000_0bad;
    public static final int SECTION_HEADER = 0x0a0d_0d0a;

    private BlockType() {}

    /** Whether a block of this type is a packet. */
    static boolean isPacket(int type) {
        return type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OBSOLETE_PACKET;
    }

    /** A type as messages name it. */
    static String name(int type) {
        return switch (type) {
            case INTERFACE_DESCRIPTION -> "the interface description";
            case OBSOLETE_PACKET, SIMPLE_PACKET, ENHANCED_PACKET -> "the packet";
            case NAME_RESOLUTION -> "the name resolution block";
            case INTERFACE_STATISTICS -> "the interface statistics";
            case DECRYPTION_SECRETS -> "the decryption secrets";
            case SECTION_HEADER -> "the section header";
            default -> "the block of type 0x" + Integer.toHexString(type);
        };
    }
}
