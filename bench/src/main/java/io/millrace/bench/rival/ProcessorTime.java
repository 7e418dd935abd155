package io.millrace.bench.rival;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time as {@code getrusage(2)} tells it, to the microsecond, on Linux.
 *
 * @param userNanos in user space
 * @param systemNanos in the kernel
 */
public record ProcessorTime(long userNanos, long systemNanos) {
    private static final int RUSAGE_SELF = 0;
    private static final int RUSAGE_CHILDREN = -1;
    private static final long RUSAGE_BYTES = 144; // struct rusage of 64-bit Linux: two struct timeval, and 14 long

    @SuppressWarnings("restricted") // calls C
    private static final MethodHandle GETRUSAGE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("getrusage"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

    /** What all threads of this process have used so far, those that have ended too. */
    public static ProcessorTime ofThisProcess() {
        return of(RUSAGE_SELF);
    }

    /** What the children of this process have used that have ended and were waited for, in all. */
    public static ProcessorTime ofEndedChildren() {
        return of(RUSAGE_CHILDREN);
    }

    private static ProcessorTime of(int who) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment usage = arena.allocate(RUSAGE_BYTES, Long.BYTES);
            int result = (int) GETRUSAGE.invokeExact(who, usage);
            if (result != 0) {
                throw new IllegalStateException("getrusage failed");
            }
            return new ProcessorTime(nanos(usage, 0), nanos(usage, 2));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static long nanos(MemorySegment usage, int timeval) {
        return usage.getAtIndex(JAVA_LONG, timeval) * 1_000_000_000 + usage.getAtIndex(JAVA_LONG, timeval + 1) * 1_000;
    }

    /** What was used since then. */
    public ProcessorTime since(ProcessorTime then) {
        return new ProcessorTime(userNanos - then.userNanos, systemNanos - then.systemNanos);
    }

    /** The most memory that a process ever had resident, in KiB ({@code VmHWM} of {@code proc(5)}). */
    public static long residentKib(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(PassResult.UNKNOWN);
        } catch (IOException e) {
            throw new UncheckedIOException(status.toString(), e);
        }
    }
}
