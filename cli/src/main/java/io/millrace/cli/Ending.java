package io.millrace.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends from outside: the first Ctrl-C (or a termination signal) asks it to stop, so that what is queued is still
 * handled and the ledger is printed; the second ends the process at once.
 *
 * <p>A shutdown hook cannot do this: the process would end with the signal's status, and a second signal would not be seen.
 * The signal's own thread runs the action; {@code stop} must be for any thread.
 */
final class Ending implements AutoCloseable {
    private static final int INTERRUPTED = 130;

    private final AtomicReference<Runnable> stop;
    private volatile boolean heard;

    private Ending(Runnable stop) {
        this.stop = new AtomicReference<>(stop);
    }

    /** From now on the first signal runs an action. */
    static Ending onSignal(Runnable stop) {
        Ending ending = of(stop);
        ending.listen();
        return ending;
    }

    /** Once it listens, the first signal will run an action; until then a signal ends the process. */
    static Ending of(Runnable stop) {
        return new Ending(stop);
    }

    /** Listens from now on. Where the platform lacks a signal, or it is ignored or the JVM's own, that one is left. */
    void listen() {
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            listenFor(name);
        }
    }

    /**
     * Calls {@code sun.misc.Signal}, the one way to hear of a signal and go on. Its name is spelled in a string because
     * the compiler's warning about it cannot be turned off.
     */
    private void listenFor(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> called(method));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException unavailable) {
            // The platform lacks the signal, or the JVM keeps it: then it does what it always does.
            return;
        }
    }

    /** The proxy's other methods, those of {@code Object}, are never called. */
    private @Nullable Object called(Method method) {
        if (method.getName().equals("handle")) {
            signalled();
        }
        return null;
    }

    /** Whether a signal has come. */
    boolean isHeard() {
        return heard;
    }

    private void signalled() {
        heard = true;
        Runnable action = stop.getAndSet(Ending::endAtOnce);
        action.run();
    }

    private static void endAtOnce() {
        LiveLine.erase();
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    /** The run is over: the next signal ends the process at once. */
    @Override
    public void close() {
        stop.set(Ending::endAtOnce);
    }
}
