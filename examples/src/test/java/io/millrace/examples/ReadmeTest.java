package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path README = Path.of("../README.md");
    private static final Path EXAMPLE = Path.of("src/main/java/io/millrace/examples/SmallestCapture.java");
    private static final Pattern FIRST_JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String INDENT = " ".repeat(8);

    @Test
    void shouldShowTheExampleAsItCompiles() throws IOException {
        Matcher shown = FIRST_JAVA.matcher(Files.readString(README));

        assertThat(shown.find()).as("README.md has a Java example").isTrue();
        String lines = shown.group(1).indent(INDENT.length());
        assertThat(lines.lines()).hasSize(10);
        assertThat(Files.readString(EXAMPLE)).contains(lines);
    }
}
