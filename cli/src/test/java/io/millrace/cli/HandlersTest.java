package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.AsyncPacketHandler;
import io.millrace.Packet;
import io.millrace.PacketFunction;
import io.millrace.PacketHandler;
import io.millrace.cli.JavaFile.CompileException;
import io.millrace.cli.print.Names;
import io.millrace.cli.print.PacketPrinter;
import io.millrace.cli.print.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlersTest {
    @TempDir
    private Path folder;

    /** A handler that the command line can name. */
    static final class Named implements PacketHandler {
        @Override
        public void handle(Packet packet) {}
    }

    static final class Demanding implements PacketHandler {
        Demanding(int ignored) {}

        @Override
        public void handle(Packet packet) {}
    }

    static final class Broken implements PacketHandler {
        Broken() {
            throw new IllegalStateException("no database");
        }

        @Override
        public void handle(Packet packet) {}
    }

    @Test
    void shouldKnowTheBuiltInHandlers() throws Exception {
        assertThat(named("print")).isInstanceOf(PacketFunction.class);
        assertThat(named("count")).isInstanceOf(Count.class);
        assertThat(named("discard")).isInstanceOf(PacketHandler.class);
        assertThat(named("sleep:1ms")).isInstanceOf(PacketHandler.class);
        assertThat(named("spin:20us")).isInstanceOf(PacketHandler.class);
    }

    @Test
    void shouldMakeAHandlerOfAClass() throws Exception {
        assertThat(named(Named.class.getName())).isInstanceOf(Named.class);
    }

    @Test
    void shouldSayWhyAClassCannotBeMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(Demanding.class.getName()))
                .withMessageContaining("a constructor without parameters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(Broken.class.getName()))
                .withMessageContaining("no database");
    }

    @Test
    void shouldSayWhyAClassCannotBeLoadedOrInitialized() throws Exception {
        Path file = write("Static.java", """
                class Static implements io.millrace.PacketHandler {
                    static final int PORT = Integer.parseInt("none");
                    public void handle(io.millrace.Packet packet) {}
                }
                """);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(file.toString()))
                .withMessageContaining("a constructor that succeeds")
                .withMessageContaining("For input string: \"none\"");
        Files.writeString(folder.resolve("Rubbish.class"), "rubbish");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handlers.named("Rubbish", List.of(folder), HandlersTest::printer))
                .withMessageContaining("cannot be loaded");
    }

    @Test
    void shouldCompileAHandlerInASourceFile() throws Exception {
        Path file = write("Slow.java", """
                import io.millrace.*;
                public class Slow implements PacketHandler {
                    record Note(int caplen) {}
                    public void handle(Packet packet) { System.out.println(new Note(packet.caplen())); }
                }
                """);

        Object handler = named(file.toString());

        assertThat(handler).isInstanceOf(PacketHandler.class);
        assertThat(handler.getClass().getSimpleName()).isEqualTo("Slow");
    }

    @Test
    void shouldCompileTheOtherKindsOfHandlerInAPackageToo() throws Exception {
        Path async = write("Web.java", """
                package some.where;
                import io.millrace.*;
                import java.util.concurrent.*;
                class Web implements AsyncPacketHandler {
                    public CompletionStage<?> handle(Packet packet) { return CompletableFuture.completedStage(null); }
                }
                """);
        Path function = write("Length.java", """
                import io.millrace.*;
                class Other implements PacketFunction<Integer> { public Integer apply(Packet p) { return 0; } }
                class Length implements PacketFunction<Integer> { public Integer apply(Packet p) { return p.len(); } }
                """);

        assertThat(named(async.toString())).isInstanceOf(AsyncPacketHandler.class);
        Object chosen = named(function.toString());
        assertThat(chosen).isInstanceOf(PacketFunction.class);
        assertThat(chosen.getClass().getSimpleName()).isEqualTo("Length");
    }

    @Test
    void shouldLetASourceFileUseTheClassPath() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Path helper =
                write("Helper.java", "package help; public class Helper { public static int one() { return 1; } }");
        var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "-d", classes.toString(), helper.toString()))
                .isZero();
        Path file = write("Uses.java", """
                import io.millrace.*;
                public class Uses implements PacketHandler {
                    final int one = help.Helper.one();
                    public void handle(Packet packet) {}
                }
                """);

        assertThat(Handlers.named(file.toString(), List.of(classes), HandlersTest::printer))
                .isInstanceOf(PacketHandler.class);
    }

    @Test
    void shouldTellACompileErrorAsTheCompilerDoes() throws Exception {
        Path file = write("Wrong.java", "class Wrong implements io.millrace.PacketHandler { int x = nonsense; }");

        assertThatThrownBy(() -> named(file.toString()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("Wrong.java:1: error: cannot find symbol")
                .hasMessageContaining("nonsense")
                .hasMessageEndingWith("errors");

        Typed typed = Typed.command("capture", "--handler", file.toString());
        assertThat(typed.err()).contains("Wrong.java:1: error: ").doesNotContain("millrace:");
        assertThat(typed.status()).isEqualTo(1);
    }

    @Test
    void shouldSayThatASourceFileHasNoHandler() throws Exception {
        Path file = write("Idle.java", "class Idle {}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(file.toString()))
                .withMessage(file + " has no handler (expected: a class Idle that is " + Handlers.KINDS + ")");
    }

    private Object named(String word) throws IOException {
        return Handlers.named(word, List.of(), HandlersTest::printer);
    }

    private Path write(String name, String source) throws IOException {
        return Files.writeString(folder.resolve(name), source);
    }

    private static PacketPrinter printer() {
        return new PacketPrinter(Style.PLAIN, () -> Names.NUMERIC);
    }
}
