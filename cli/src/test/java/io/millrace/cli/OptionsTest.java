package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is typed reaches whoever asked for it. */
final class OptionsTest {
    private final Options options = new Options(CommandSpec.create());
    private final List<Object> taken = new ArrayList<>();

    @Test
    void shouldGatherWordsThatHaveOptionsBetweenThem() {
        options.words(0, "FILTER", this::replace, "Words.");
        options.value("-c", "N", Long.class, taken::add, "A number.");
        parse("udp", "-c", "5", "port", "53");
        assertThat(taken).containsExactly("udp", "port", "53", 5L);
    }

    private void replace(List<String> words) {
        taken.removeIf(String.class::isInstance);
        taken.addAll(0, words);
    }

    @Test
    void shouldGiveEachTimeAnew() {
        options.times("-v, --verbose", () -> taken.add("more"), "More.");
        parse("-vv", "--verbose");
        assertThat(taken).containsExactly("more", "more", "more");
    }

    @Test
    void shouldGiveTheLastValueLast() {
        options.value("-s, --snapshot-length", "BYTES", Long.class, taken::add, "Bytes.");
        parse("-s64", "--snapshot-length=128");
        assertThat(taken).containsExactly(64L, 128L);
    }

    @Test
    void shouldTakeASizeForWhatItIs() {
        options.size("--queue-bytes", "SIZE", taken::add, "Bytes.");
        parse("--queue-bytes", "64k");
        assertThat(taken).containsExactly(65_536L);
    }

    @Test
    void shouldGivePathsOneByOne() {
        options.paths("--class-path", "PATH", taken::add, "Paths.");
        parse("--class-path", "a:b;c", "--class-path", ":d:");
        assertThat(taken).containsExactly(Path.of("a"), Path.of("b"), Path.of("c"), Path.of(""), Path.of("d"));
    }

    @Test
    void shouldGiveNothingThatWasNotTyped() {
        options.flag("-q", taken::add, "Less.");
        options.value("-c", "N", Long.class, taken::add, "A number.");
        options.words(0, "FILTER", taken::addAll, "Words.");
        parse();
        assertThat(taken).isEmpty();
        parse("-q");
        assertThat(taken).containsExactly(true);
        parse("-q=false");
        assertThat(taken).containsExactly(true, false);
    }

    @Test
    void shouldMissWhatIsRequired() {
        options.required("-i, --interface", "DEV", String.class, taken::add, "The device.");
        assertThatExceptionOfType(MissingParameterException.class)
                .isThrownBy(this::parse)
                .withMessageContaining("--interface=DEV");
    }

    @Test
    void shouldMissWords() {
        options.words(1, "FILE", taken::addAll, "Files.");
        assertThatExceptionOfType(MissingParameterException.class)
                .isThrownBy(this::parse)
                .withMessageContaining("FILE");
    }

    @Test
    void shouldTellWhatIsNoValue() {
        options.value("-c", "N", Long.class, taken::add, "A number.");
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse("-c", "many"))
                .withMessageContaining("many (expected: a whole number)");
    }

    private void parse(String... words) {
        Converters.register(new CommandLine(options.spec()))
                .setOverwrittenOptionsAllowed(true)
                .parseArgs(words);
    }
}
