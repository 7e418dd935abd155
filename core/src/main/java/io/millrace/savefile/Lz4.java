package io.millrace.savefile;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** LZ4 in its frame format, in Java. */
final class Lz4 implements Codec {
    private static final int SKIPPABLE_MAGICS = 16;

    @Override
    public String name() {
        return "lz4";
    }

    @Override
    public String extension() {
        return "lz4";
    }

    @Override
    public List<byte[]> magics() {
        List<byte[]> magics = new ArrayList<>();
        magics.add(new byte[] {0x04, 0x22, 0x4d, 0x18});
        magics.add(new byte[] {0x02, 0x21, 0x4c, 0x18}); // as lz4 -l writes
        for (int i = 0; i < SKIPPABLE_MAGICS; i++) { // the first frame may be for somebody else
            magics.add(new byte[] {(byte) (0x50 + i), 0x2a, 0x4d, 0x18});
        }
        return magics;
    }

    @Override
    public InputStream decompress(InputStream in) {
        return new Lz4Input(in);
    }

    @Override
    public OutputStream compress(OutputStream out) {
        return new Lz4Output(out);
    }
}
