package io.millrace.cli;

import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.SavefileReader;
import org.jspecify.annotations.Nullable;

/** Which interface's packets are meant, by its name or by its number in its section. Belongs to who reads. */
final class InterfaceChoice {
    private static final int BY_NAME = -1;

    private final String name;
    private final int number;
    private @Nullable InterfaceDescription known;
    private boolean isOfKnown;
    private boolean found;

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
            isOfKnown = description
                    .options()
                    .text(OptionCode.IF_NAME)
                    .filter(name::equals)
                    .isPresent();
            found |= isOfKnown;
        }
        return isOfKnown;
    }

    /** Whether a packet was of it. */
    boolean isFound() {
        return found;
    }

    String name() {
        return name;
    }
}
