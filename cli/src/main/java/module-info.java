/** The {@code millrace} command: commands and views only. */
module io.millrace.cli {
    requires io.millrace;
    requires io.millrace.testbed;
    requires info.picocli;
    requires java.compiler;
    requires jdk.unsupported;
    requires static transitive org.jspecify;

    opens io.millrace.cli to
            info.picocli;

    provides java.net.spi.InetAddressResolverProvider with
            io.millrace.cli.names.SystemResolver;
}
