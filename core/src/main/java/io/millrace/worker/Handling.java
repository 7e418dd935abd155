package io.millrace.worker;

/** How a packet is given to the user's code: one kind for each kind of handler. */
public interface Handling {
    /** What became of a packet when {@link Desk#handle} returned. */
    enum Outcome {
        /** It is handled. */
        ENDED,
        /** Its outcome is entered later, out of {@link Desk#passOn}; the packet's memory is needed no more. */
        LATER,
        /** It goes on: packet and lane are held until {@link Crew#resume}, which {@link Desk#passOn} arranges. */
        HELD
    }

    /** A place to handle packets at, of one worker; reused for each packet. */
    interface Desk {
        /**
         * Gives a packet to the user's code.
         *
         * @throws Throwable whatever that throws; the packet has failed, or is given once more
         */
        Outcome handle(int packet, int lane) throws Throwable;

        /**
         * Takes over the packet whose handling was not {@link Outcome#ENDED}. Called when the worker has ended its call, so
         * that a packet is either the worker's or the desk's when both are given up.
         */
        void passOn(int packet, int lane);

        /**
         * Is told that a packet which {@link #handle} threw at has failed for good, so often it was tried. Inside the call,
         * before its outcome is entered.
         */
        default void fail(int packet, Throwable failure, int attempts) {}

        /**
         * Is told, instead of {@link #passOn}, that the worker was written off in a call whose packet is {@link Outcome#HELD}:
         * the packet is counted already, but its memory may still be read.
         */
        default void giveUp(int packet, int lane) {}
    }

    /** Makes a desk for one more worker of a crew. */
    Desk newDesk(Crew crew);

    /** Is told the number of a packet that was shed while it waited; runs none of the user's code. For any thread. */
    default void leaveOut(long sequence) {}

    /** Whether {@link #catchUp} has something to do. For any thread. */
    default boolean isBehind() {
        return false;
    }

    /** Does what was put off because others had no time for the user's code. For a worker, outside a packet. */
    default void catchUp() {}

    /**
     * Looks at packets that go on beyond the workers' calls, and tells of those that have for longer than a limit, of each
     * attempt once. For the watch.
     */
    default void lookAtStages(long nowNanos, long limitNanos, Overdue.Listener listener) {}

    /** Whether packets go on beyond the workers' calls and will end by themselves. For any thread. */
    default boolean isPending() {
        return false;
    }

    /**
     * Gives up what goes on beyond the workers' calls; after it nothing is entered or resumed any more.
     *
     * @return how many packets were given up
     */
    long abandon();
}
