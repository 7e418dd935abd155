package io.millrace.ffi;

import java.util.Map;

/** The names of Linux error numbers that a capture can meet ({@code errno(3)}). */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int ENXIO = 6;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int EPIPE = 32;
    public static final int EMSGSIZE = 90;
    public static final int ENOPROTOOPT = 92;
    public static final int EOPNOTSUPP = 95;
    public static final int ENETDOWN = 100;
    public static final int ENOBUFS = 105;

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(EPERM, "EPERM, operation not permitted"),
            Map.entry(ENOENT, "ENOENT, no such file or directory"),
            Map.entry(EINTR, "EINTR, interrupted"),
            Map.entry(ENXIO, "ENXIO, no such device or address"),
            Map.entry(EAGAIN, "EAGAIN, try again"),
            Map.entry(ENOMEM, "ENOMEM, out of memory"),
            Map.entry(EACCES, "EACCES, permission denied"),
            Map.entry(ENODEV, "ENODEV, no such device"),
            Map.entry(EINVAL, "EINVAL, invalid argument"),
            Map.entry(ENOSPC, "ENOSPC, no space left on device"),
            Map.entry(EPIPE, "EPIPE, nobody reads any more"),
            Map.entry(EMSGSIZE, "EMSGSIZE, message too long"),
            Map.entry(ENOPROTOOPT, "ENOPROTOOPT, option not available"),
            Map.entry(EOPNOTSUPP, "EOPNOTSUPP, not supported"),
            Map.entry(ENETDOWN, "ENETDOWN, network is down"),
            Map.entry(ENOBUFS, "ENOBUFS, no buffer space"));

    private Errno() {}

    /** The error's name and meaning, for a message; {@code errno} is positive. */
    public static String text(int errno) {
        return TEXTS.getOrDefault(errno, "errno " + errno);
    }
}
