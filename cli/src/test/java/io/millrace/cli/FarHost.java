package io.millrace.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A host at the left end of the wire, in a network of its own, on which {@link FarServices} run. The right end gets an
 * address.
 */
final class FarHost implements AutoCloseable {
    static final String ADDRESS = "10.9.0.2";
    static final String HERE = "10.9.0.1";

    private static final String SCRIPT =
            "echo ready; read go; ip link set lo up; ip link set \"$1\" arp on up; ip addr add " + ADDRESS
                    + "/24 dev \"$1\"; shift; exec \"$@\"";

    private final Process process;
    private final BufferedReader said;

    private FarHost(Process process) {
        this.process = process;
        said = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it, and waits until its services listen. */
    static FarHost start() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes;
        try {
            classes = Path.of(FarServices.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IOException(e);
        }
        FarHost host = new FarHost(new ProcessBuilder(List.of(
                        "env",
                        "PATH=" + System.getenv("PATH") + ":/usr/sbin:/sbin",
                        "unshare",
                        "-n",
                        "sh",
                        "-c",
                        SCRIPT,
                        "far",
                        Wire.LEFT,
                        java,
                        "-cp",
                        classes,
                        FarServices.class.getName()))
                .redirectErrorStream(true)
                .start());
        try {
            host.expect("ready");
            Wire.tool("ip", "link", "set", Wire.LEFT, "netns", Long.toString(host.process.pid()));
            Wire.tool("ip", "link", "set", Wire.RIGHT, "arp", "on");
            Wire.tool("ip", "addr", "add", HERE + "/24", "dev", Wire.RIGHT);
            OutputStream input = host.process.getOutputStream();
            input.write('\n');
            input.flush();
            host.expect(FarServices.LISTENING);
        } catch (Throwable e) {
            host.close();
            throw e;
        }
        return host;
    }

    private void expect(String line) throws IOException {
        String found = said.readLine();
        if (!line.equals(found)) {
            throw new AssertionError("the far host said: " + found);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
