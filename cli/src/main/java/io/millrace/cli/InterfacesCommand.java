package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code millrace interfaces}: the devices that {@code -i} can name. */
final class InterfacesCommand implements Callable<Integer> {
    private final CommandSpec spec;

    InterfacesCommand(Options options) {
        spec = options.spec();
        options.describe(
                "List the devices that can be captured from.",
                "",
                "SOURCE is what `--source auto` takes for the device.");
        options.helpAndVersion("-V, --version");
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(DeviceTable.text(Devices.list()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
