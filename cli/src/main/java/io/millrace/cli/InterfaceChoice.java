package io.millrace.cli;

import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.SavefileReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which interface's packets are meant, by its name or by its number in its section. Belongs to who reads. */
final class InterfaceChoice {
    private static final int BY_NAME = -1;
    private static final int MOST_TOLD = 20;

    private final String name;
    private final int number;
    private @Nullable InterfaceDescription known;
    private boolean isOfKnown;
    private boolean found;

    /** Those that were seen. */
    private final Set<String> names = new LinkedHashSet<>();

    InterfaceChoice(String name) {
        this.name = name;
        number = name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : BY_NAME;
    }

    /** Whether the packet that a reader stands on is of it. */
    @SuppressWarnings("ReferenceEquality") // two that are equal are looked at twice
    boolean isOf(SavefileReader packet) {
        if (number != BY_NAME && packet.interfaceId() == number) {
            found = true;
            return true;
        }
        InterfaceDescription description = packet.packetInterface();
        if (description != known) {
            known = description;
            isOfKnown = isCalledSo(description);
            found |= isOfKnown;
        }
        return isOfKnown;
    }

    private boolean isCalledSo(InterfaceDescription description) {
        Optional<String> called = description.options().text(OptionCode.IF_NAME);
        if (names.size() < MOST_TOLD) {
            called.ifPresent(names::add);
        }
        return called.filter(name::equals).isPresent();
    }

    /** Whether a pcap file has it: it has one interface, without a name. */
    boolean isOfPcap() {
        return number == 0;
    }

    /** Whether a packet was of it, or files that were read describe it where they ended. */
    boolean isIn(List<SavefileReader> readers) {
        boolean described = found;
        for (SavefileReader reader : readers) {
            List<InterfaceDescription> there = reader.interfaces();
            described |= number != BY_NAME && number < there.size();
            for (InterfaceDescription one : there) {
                described |= isCalledSo(one);
            }
        }
        return described;
    }

    /** That it is not there. */
    String missing() {
        return "--interface: " + name + ": what is read has no such interface (expected: "
                + (names.isEmpty() ? "a number, the first is 0, for none has a name" : String.join(", ", names)) + ")";
    }

    /** Whether a packet was of it. */
    boolean isFound() {
        return found;
    }

    String name() {
        return name;
    }
}
