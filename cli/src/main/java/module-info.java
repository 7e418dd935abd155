/** The {@code millrace} command: commands and views only. */
module io.millrace.cli {
    requires io.millrace;
    requires io.millrace.testbed;
    requires info.picocli;
    requires java.compiler;
    requires static transitive org.jspecify;
}
