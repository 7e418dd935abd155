package io.millrace.testbed.conformance;

import io.millrace.pcap.PcapDumper;
import io.millrace.pcap.PcapException;
import io.millrace.pcap.PcapPacket;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The dumper, if one is open, to which every packet that is read goes. Belongs to the thread that owns the handle. */
final class Writing {
    private @Nullable PcapDumper dumper;

    /** {@link Subject#NONE} to commands that are not for a dumper. */
    String answer(Opening opening, Command command) {
        return switch (command.word()) {
            case "dump_open" -> open(() -> opening.dumpTo(Path.of(command.argument())));
            case "dump_open_append" -> open(() -> opening.appendTo(Path.of(command.argument())));
            case "dump_flush" -> flush();
            case "dump_ftell" -> String.valueOf(opened().position());
            case "dump_close" -> close();
            default -> Subject.NONE;
        };
    }

    void write(PcapPacket packet) {
        if (dumper != null) {
            dumper.write(packet);
        }
    }

    private String open(Supplier<PcapDumper> opener) {
        try {
            dumper = opener.get();
            return "0";
        } catch (PcapException e) {
            return "null";
        }
    }

    private PcapDumper opened() {
        if (dumper == null) {
            throw new AssertionError("no dumper is open");
        }
        return dumper;
    }

    private String flush() {
        opened().flush();
        return "0";
    }

    /** Closes the dumper, if one is open. */
    String close() {
        if (dumper != null) {
            dumper.close();
        }
        dumper = null;
        return "0";
    }
}
