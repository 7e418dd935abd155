package io.millrace.ffi;

/** {@code <linux/filter.h>} and {@code <linux/bpf_common.h>}: classic BPF programs as sockets take them. */
public final class LinuxFilter {
    /** {@code struct sock_filter}: code (16 bits), jt and jf (8 each), k (32). */
    public static final int SOCK_FILTER_BYTES = 8;

    public static final int SOCK_FILTER_JT = 2;
    public static final int SOCK_FILTER_JF = 3;
    public static final int SOCK_FILTER_K = 4;

    /** {@code struct sock_fprog}: how many instructions (16 bits), and a pointer to them. */
    public static final int SOCK_FPROG_BYTES = 16;

    public static final int SOCK_FPROG_FILTER = 8;

    public static final int BPF_MAXINSNS = 4096;

    /** {@code BPF_LD | BPF_W | BPF_ABS}. */
    public static final int LOAD_WORD_ABSOLUTE = 0x20;
    /** {@code BPF_LD | BPF_IMM}. */
    public static final int LOAD_IMMEDIATE = 0x00;
    /** {@code BPF_JMP | BPF_JEQ | BPF_K}. */
    public static final int JUMP_IF_EQUAL = 0x15;
    /** {@code BPF_RET | BPF_K}. */
    public static final int RETURN_CONSTANT = 0x06;

    /** {@code SKF_AD_OFF + SKF_AD_PKTTYPE}: where a program reads the packet's {@code sll_pkttype}. */
    public static final int PACKET_TYPE_OFFSET = -0x1000 + 4;

    private LinuxFilter() {}
}
