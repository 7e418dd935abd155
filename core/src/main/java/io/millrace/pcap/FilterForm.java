package io.millrace.pcap;

/** How a compiled filter is written out; each is what {@code tcpdump} prints for the option named. */
public enum FilterForm {
    /** {@code -d}: an instruction a line, for people. */
    LISTING,

    /** {@code -dd}: the initialiser of an array of {@code struct bpf_insn} in C. */
    C_ARRAY,

    /** {@code -ddd}: the number of instructions, then each as four decimal numbers. */
    DECIMAL
}
