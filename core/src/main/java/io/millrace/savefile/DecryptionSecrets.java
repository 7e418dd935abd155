package io.millrace.savefile;

import java.nio.ByteBuffer;

/**
 * What it takes to decrypt packets behind it ({@code DSB}): a key log of TLS, as a rule. Who has the file has the secrets:
 * they are given out, and copied, as they stand. Immutable; the bytes are its own.
 */
public final class DecryptionSecrets {
    /** The lines that programs write to {@code SSLKEYLOGFILE}. */
    public static final int TLS_KEY_LOG = 0x544c_534b;

    public static final int SSH_KEY_LOG = 0x5353_484b;
    public static final int WIREGUARD_KEY_LOG = 0x5747_4b4c;
    public static final int ZIGBEE_NWK_KEY = 0x5a4e_574b;
    public static final int ZIGBEE_APS_KEY = 0x5a41_5350;
    public static final int OPC_UA_KEY_LOG = 0x4f50_4355;

    private static final int HEADER_BYTES = 8;

    private final int type;
    private final byte[] secrets;
    private final Options options;

    private DecryptionSecrets(int type, byte[] secrets, Options options) {
        this.type = type;
        this.secrets = secrets;
        this.options = options;
    }

    /**
     * Reads what a block says.
     *
     * @throws IllegalArgumentException if the block is damaged, or of another type
     */
    public static DecryptionSecrets of(Block block) {
        ByteBuffer body = block.buffer();
        if (block.type() != BlockType.DECRYPTION_SECRETS || body.remaining() < HEADER_BYTES) {
            throw new IllegalArgumentException("this is no block of secrets");
        }
        int type = body.getInt();
        int length = body.getInt();
        if (Integer.compareUnsigned(length, body.remaining()) > 0) {
            throw new IllegalArgumentException("the secrets claim to have " + Integer.toUnsignedString(length)
                    + " bytes in a block of " + body.capacity());
        }
        byte[] secrets = new byte[length];
        body.get(secrets);
        body.position(Math.min(body.limit(), body.position() + (-length & 3)));
        return new DecryptionSecrets(type, secrets, Options.read(body));
    }

    /** What they are: {@link #TLS_KEY_LOG} or another. */
    public int type() {
        return type;
    }

    /** The secrets, a copy. */
    public byte[] secrets() {
        return secrets.clone();
    }

    /** Comments, if any. */
    public Options options() {
        return options;
    }

    /** The type and the length, for people; never the secrets. */
    @Override
    public String toString() {
        return "secrets of type 0x" + Integer.toHexString(type) + ", " + secrets.length + " bytes";
    }
}
