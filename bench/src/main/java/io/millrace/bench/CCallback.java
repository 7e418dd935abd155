package io.millrace.bench;

import io.millrace.testbed.CCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** The C side: {@code callback.c}, compiled against the libpcap that is installed, and loaded into this process. */
public final class CCallback implements AutoCloseable {
    private static final String SOURCE = "callback.c";

    private final Arena arena = Arena.ofShared();
    private final MethodHandle countPackets;
    private final MemorySegment file;
    private final MemorySegment totals = arena.allocate(ValueLayout.JAVA_LONG, 2);

    /**
     * Compiles it.
     *
     * @param savefile to read
     * @throws IOException with the compiler's words if that fails, or if there is no compiler
     */
    @SuppressWarnings("restricted") // calls C
    public CCallback(Path savefile) throws IOException, InterruptedException {
        SymbolLookup library = SymbolLookup.libraryLookup(compile(), arena);
        countPackets = Linker.nativeLinker()
                .downcallHandle(
                        library.find("count_packets").orElseThrow(),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        file = arena.allocateFrom(savefile.toString());
    }

    private static Path compile() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("millrace-bench");
        Path source = folder.resolve(SOURCE);
        Path library = folder.resolve("callback.so");
        try (InputStream text = CCallback.class.getResourceAsStream(SOURCE)) {
            Files.write(source, text == null ? new byte[0] : text.readAllBytes());
        }
        new CCompiler("-O2", "-shared", "-fPIC").compile(library, source);
        for (Path each : new Path[] {folder, source, library, folder.resolve("callback.so.log")}) {
            each.toFile().deleteOnExit(); // the last first
        }
        return library;
    }

    /** Reads the file once. */
    public Totals read() {
        totals.fill((byte) 0);
        int result;
        try {
            result = (int) countPackets.invokeExact(file, totals);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (result != 0) {
            throw new IllegalStateException("count_packets returned " + result);
        }
        return new Totals(totals.getAtIndex(ValueLayout.JAVA_LONG, 0), totals.getAtIndex(ValueLayout.JAVA_LONG, 1));
    }

    @Override
    public void close() {
        arena.close();
    }
}
