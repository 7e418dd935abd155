package io.millrace.cli.print;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options that PPP's control protocols negotiate: each a type, a length and a value. */
interface PppOptions {
    /** What became of an option's value. */
    enum Told {
        /** It was told; its bytes follow with {@code -vv}. */
        WHOLLY,
        /** Its form is not known; its bytes follow. */
        NOT,
        /** It goes on behind what was captured. */
        CUT,
        /** Its length is wrong; the next option follows. */
        WRONG,
        /** Its length is wrong, and so may be that of those behind it. */
        WRONG_AND_LAST
    }

    /** The name of a type, null if such an option is told by its number only. */
    @Nullable
    String name(int type);

    /** Tells the value of an option, whose first byte is the type. */
    Told value(int type, int length, Bytes option, Line line);

    /** The options of a message whose header says that it is {@code length} bytes long, its header included. */
    static void print(int protocol, Bytes bytes, int length, Line line) {
        PppOptions options = switch (protocol) {
            case PppProtocols.LCP -> new LcpOptions();
            case PppProtocols.IPCP -> new IpcpOptions();
            case PppProtocols.IPV6CP -> new Ipv6cpOptions();
            case PppProtocols.CCP -> new CcpOptions();
            case PppProtocols.BACP -> new BacpOptions();
            default -> null;
        };
        if (options != null) {
            String mark = PppProtocols.name(protocol, "").toLowerCase(Locale.ROOT);
            options.all(mark, bytes, length, line);
        }
    }

    private void all(String mark, Bytes bytes, int length, Line line) {
        int at = 0;
        for (int left = length - 4; left > 0; ) {
            int advance = next(mark, bytes.from(at), length, line);
            if (advance == 0) {
                return;
            }
            if (left < advance) {
                line.add(" [remaining options length ")
                        .add(left)
                        .add(" < ")
                        .add(advance)
                        .add(']');
                line.invalid();
                return;
            }
            left -= advance;
            at += advance;
        }
    }

    /** Tells one option; says how long it is, or 0 if none can follow. */
    private int next(String mark, Bytes option, int longest, Line line) {
        if (!option.has(0, 2)) {
            line.add("[|").add(mark).add(']');
            return 0;
        }
        int type = option.u8(0);
        int length = option.u8(1);
        if (length > longest) {
            return 0;
        }
        String name = name(type);
        if (name == null) {
            line.add("\n\tunknown LCP option 0x").hex(type, 2);
            return length < 2 ? 0 : length;
        }
        line.add("\n\t  ").add(name).add(" Option (0x").hex(type, 2);
        line.add("), length ").add(length);
        if (length < 2) {
            line.add(" (length bogus, should be >= 2)");
            return 0;
        }
        Told told = value(type, length, option, line);
        int verbosity = line.style().verbosity();
        if (told == Told.NOT || (told == Told.WHOLLY && verbosity > 1)) {
            line.unknown("\n\t    ", option.part(2, length - 2));
        }
        line.add(told == Told.CUT ? "[|" + mark + "]" : "");
        return told == Told.WRONG_AND_LAST || told == Told.CUT ? 0 : length;
    }

    /** Says which length a value should have. */
    static Told wrong(String expected, Told told, Line line) {
        line.add(" (length bogus, should be ").add(expected).add(')');
        return told;
    }
}
