package io.millrace.cli;

import io.millrace.pcap.FilterForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told instead of capturing: lists, and what a filter is compiled to. */
final class Inquiries {
    private static final List<FilterForm> FORMS = List.of(FilterForm.LISTING, FilterForm.C_ARRAY, FilterForm.DECIMAL);

    private boolean devices;
    private boolean linktypes;
    private boolean timestampTypes;
    private int dump;

    Inquiries(Options options) {
        options.flag("-D, --list-interfaces", given -> devices = given, "List the devices, numbered for -i, and exit.");
        options.flag(
                "-L, --list-data-link-types",
                given -> linktypes = given,
                "List the link types that -y can choose for the device, and exit.");
        options.flag(
                "-J, --list-time-stamp-types",
                given -> timestampTypes = given,
                "List the timestamp types that -j can choose for the device, and exit.");
        options.times(
                "-d",
                () -> dump++,
                "Write the compiled filter and exit; -dd: as a fragment of C; -ddd: as decimal numbers.");
    }

    boolean devices() {
        return devices;
    }

    boolean linktypes() {
        return linktypes;
    }

    boolean timestampTypes() {
        return timestampTypes;
    }

    /** The form in which a filter is wanted; null if it is not. */
    @Nullable
    FilterForm dump() {
        return dump == 0 ? null : FORMS.get(Math.min(dump, FORMS.size()) - 1);
    }
}
