package io.millrace.cli.print;

import java.util.Locale;
import java.util.Set;

/**
 * Protocols of lines of text: without {@code -v} their first line, with it all lines up to one that is no text.
 *
 * <p>Those that also carry data are recognised by a line's first word, which is a command, or by a response's code. A line
 * that the packet ends in has the mark of a truncated one.
 */
final class TextProtocol implements Printer {
    private static final Set<String> HTTP_COMMANDS = words("""
            GET PUT COPY HEAD LOCK MOVE POLL POST BCOPY BMOVE MKCOL TRACE LABEL MERGE DELETE SEARCH UNLOCK REPORT UPDATE
            NOTIFY BDELETE CONNECT OPTIONS CHECKIN PROPFIND CHECKOUT CCM_POST SUBSCRIBE PROPPATCH BPROPFIND BPROPPATCH
            UNCHECKOUT MKACTIVITY MKWORKSPACE UNSUBSCRIBE RPC_CONNECT VERSION-CONTROL BASELINE-CONTROL""");
    private static final Set<String> RTSP_COMMANDS =
            words("ANNOUNCE DESCRIBE GET_PARAMETER OPTIONS PAUSE PLAY REDIRECT SETUP SET_PARAMETER TEARDOWN");
    private static final Set<String> SIP_COMMANDS =
            words("ACK BYE CANCEL DO INFO INVITE MESSAGE NOTIFY OPTIONS PRACK PUBLISH QAUTH REFER REGISTER SPRACK "
                    + "SUBSCRIBE UPDATE");
    static final Printer HTTP = overTcp(new TextProtocol("http", HTTP_COMMANDS));
    static final Printer RTSP = overTcp(new TextProtocol("rtsp", RTSP_COMMANDS));
    static final Printer SIP = new TextProtocol("sip", SIP_COMMANDS);
    static final Printer FTP = overTcp(new TextProtocol("ftp", Set.of()));
    static final Printer SMTP = overTcp(new TextProtocol("smtp", Set.of()));
    static final Printer WHOIS = overTcp(new TextProtocol("whois", Set.of()));

    private static final int LONGEST_WORD = 127;
    private static final int NOWHERE = 0;

    private final String name;
    private final Set<String> commands;

    /** With the first words of requests; none if every line is shown. */
    private TextProtocol(String name, Set<String> commands) {
        this.name = name;
        this.commands = commands;
    }

    private static Set<String> words(String list) {
        return Set.of(list.split("\\s+"));
    }

    private static Printer overTcp(Printer printer) {
        return (bytes, line) -> printer.print(bytes, line.add(": "));
    }

    @Override
    public void print(Bytes bytes, Line line) {
        line.protocol(name).add(name.toUpperCase(Locale.ROOT));
        if (!commands.isEmpty() && !isRequest(bytes) && !isResponse(bytes)) {
            return;
        }
        if (line.style().verbose()) {
            line.add(", length: ").add(bytes.length());
            int at = 0;
            while (at < bytes.length()) {
                int next = printLine("\n\t", bytes, at, line);
                if (next == NOWHERE) {
                    return;
                }
                at = next;
            }
        } else {
            printLine(": ", bytes, 0, line);
        }
    }

    /** The first line alone, if it is text: of SSH, whose data is none. */
    static void printBanner(Bytes bytes, Line line) {
        printLine(": SSH: ", bytes, 0, line.protocol("ssh"));
    }

    /** Prints the line of text at an offset and returns the offset behind it, {@link #NOWHERE} if it is the last. */
    private static int printLine(String prefix, Bytes bytes, int from, Line line) {
        for (int at = from; at < bytes.length(); at++) {
            bytes.require(at, 1);
            int octet = bytes.u8(at);
            if (octet == '\n') {
                line.add(prefix).add(ascii(bytes, from, at));
                return at + 1;
            }
            if (octet == '\r') {
                if (at + 1 >= bytes.length() || bytes.u8(at + 1) != '\n') {
                    return NOWHERE;
                }
                line.add(prefix).add(ascii(bytes, from, at));
                return at + 2;
            }
            if (octet != '\t' && (octet < ' ' || octet > '~')) {
                return NOWHERE;
            }
        }
        return cut(prefix, bytes, from, bytes.length(), line);
    }

    private static int cut(String prefix, Bytes bytes, int from, int end, Line line) {
        line.add(prefix).add(ascii(bytes, from, end)).truncated();
        return NOWHERE;
    }

    private static String ascii(Bytes bytes, int from, int end) {
        StringBuilder text = new StringBuilder(end - from);
        for (int i = from; i < end; i++) {
            text.append((char) bytes.u8(i));
        }
        return text.toString();
    }

    private boolean isRequest(Bytes bytes) {
        return commands.contains(ascii(bytes, 0, endOfWord(bytes, 0)).toUpperCase(Locale.ROOT));
    }

    /** Whether the second word is a response's code. */
    private static boolean isResponse(Bytes bytes) {
        int at = endOfWord(bytes, 0);
        while (bytes.has(at, 1) && isBlank(bytes.u8(at))) {
            at++;
        }
        String code = ascii(bytes, at, endOfWord(bytes, at));
        return code.length() == 3 && code.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** The offset behind a word; where it begins if it goes on behind what was captured. */
    private static int endOfWord(Bytes bytes, int from) {
        int at = from;
        while (bytes.has(at, 1) && at - from < LONGEST_WORD && bytes.u8(at) > ' ' && bytes.u8(at) < 0x7f) {
            at++;
        }
        return at < bytes.length() && !bytes.has(at, 1) ? from : at;
    }

    private static boolean isBlank(int octet) {
        return octet == ' ' || (octet >= '\t' && octet <= '\r');
    }
}
