package io.millrace.ffi;

/** {@code <sys/eventfd.h>}, which only Linux has. Every call returns its result, or {@code -errno}. */
public final class EventFd {
    public static final int EFD_NONBLOCK = 0x800;
    public static final int EFD_CLOEXEC = 0x80000;

    private static final LibcFunction EVENTFD = LibcFunction.named("eventfd");

    private EventFd() {}

    public static int eventfd(CallState state, int initial, int flags) {
        return state.result((int) EVENTFD.call(state, initial, flags));
    }
}
