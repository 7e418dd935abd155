package io.millrace.cli;

import io.millrace.pcap.FilterForm;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is told instead of capturing: lists, and what a filter is compiled to. */
final class Inquiries {
    private static final List<FilterForm> FORMS = List.of(FilterForm.LISTING, FilterForm.C_ARRAY, FilterForm.DECIMAL);

    @Option(
            names = {"-D", "--list-interfaces"},
            description = "List the devices, numbered for -i, and exit.")
    private boolean devices;

    @Option(
            names = {"-L", "--list-data-link-types"},
            description = "List the link types that -y can choose for the device, and exit.")
    private boolean linktypes;

    @Option(
            names = {"-J", "--list-time-stamp-types"},
            description = "List the timestamp types that -j can choose for the device, and exit.")
    private boolean timestampTypes;

    @Option(
            names = "-d",
            description = "Write the compiled filter and exit; -dd: as a fragment of C; -ddd: as decimal numbers.")
    private boolean[] dump = {};

    Inquiries() {}

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
        return dump.length == 0 ? null : FORMS.get(Math.min(dump.length, FORMS.size()) - 1);
    }
}
