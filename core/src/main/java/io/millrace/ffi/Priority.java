package io.millrace.ffi;

/**
 * Being scheduled before others. Only Linux has a nice value for a thread, and only the privileged may lower it
 * (CAP_SYS_NICE).
 */
public final class Priority {
    private static final int FIRST = -10;

    private Priority() {}

    /**
     * Asks for the calling thread to be scheduled before others; those that it starts inherit that. Who may not does
     * without, and who started the process with a nice value of his own keeps it. For Linux.
     */
    public static void raise(CallState state) {
        if (SysResource.getpriority(state, SysResource.PRIO_PROCESS, 0) == 0) {
            int refused = SysResource.setpriority(state, SysResource.PRIO_PROCESS, 0, FIRST);
            assert refused <= 0 : "a nice value is set or refused";
        }
    }
}
