package io.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace interfaces}: the devices that {@code -i} can name. */
@Command(
        name = "interfaces",
        description = "List the devices that can be captured from.",
        mixinStandardHelpOptions = true,
        footer = {"", "SOURCE is what `--source auto` takes for the device."})
final class InterfacesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    InterfacesCommand() {}

    @Override
    public void run() {
        spec.commandLine().getOut().print(DeviceTable.text(Devices.list()));
        spec.commandLine().getOut().flush();
    }
}
