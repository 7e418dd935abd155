/** The {@code millrace} command: commands and views only. */
@SuppressWarnings("requires-automatic") // aircompressor has no module descriptor
module io.millrace.cli {
    requires io.millrace;
    requires io.millrace.testbed;
    requires aircompressor.v3;
    requires info.picocli;
    requires java.compiler;
    requires java.management;
    requires jdk.unsupported;
    requires static transitive org.jspecify;

    provides io.millrace.savefile.Codec with
            io.millrace.cli.Zstd;
    provides java.net.spi.InetAddressResolverProvider with
            io.millrace.cli.names.SystemResolver;
}
