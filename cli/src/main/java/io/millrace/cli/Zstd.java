package io.millrace.cli;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.airlift.compress.v3.zstd.ZstdNativeInputStream;
import io.airlift.compress.v3.zstd.ZstdNativeOutputStream;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import io.millrace.savefile.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** zstd (RFC 8878), by aircompressor: its native library where it has one for this machine, else in Java. */
public final class Zstd implements Codec {
    private static final byte[] MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    /** Found by {@link java.util.ServiceLoader}. */
    public Zstd() {}

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public String extension() {
        return "zst";
    }

    @Override
    public List<byte[]> magics() {
        return List.of(MAGIC.clone());
    }

    @Override
    public InputStream decompress(InputStream in) {
        return ZstdNativeInputStream.isEnabled() ? new ZstdNativeInputStream(in) : new ZstdInputStream(in);
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
        return ZstdNativeOutputStream.isEnabled() ? new ZstdNativeOutputStream(out) : new ZstdOutputStream(out);
    }
}
