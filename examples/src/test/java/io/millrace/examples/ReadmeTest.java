package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path README = Path.of("../README.md");
    private static final Path EXAMPLE = Path.of("src/main/java/io/millrace/examples/SmallestCapture.java");
    private static final Pattern FIRST_JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final int INDENT = 8;
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)`");

    @Test
    void shouldShowTheExampleAsItCompiles() throws IOException {
        Matcher shown = FIRST_JAVA.matcher(Files.readString(README));

        assertThat(shown.find()).as("README.md has a Java example").isTrue();
        String lines = shown.group(1).indent(INDENT);
        assertThat(lines.lines()).hasSize(10);
        assertThat(Files.readString(EXAMPLE)).contains(lines);
    }

    @Test
    void shouldNameTestsThatExist() throws IOException {
        Set<String> existing;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            existing = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }

        Set<String> named = TEST.matcher(Files.readString(README))
                .results()
                .map(test -> test.group(1))
                .collect(Collectors.toSet());
        assertThat(named).isNotEmpty().isSubsetOf(existing);
    }
}
