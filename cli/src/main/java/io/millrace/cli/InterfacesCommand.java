package io.millrace.cli;

import picocli.CommandLine.Command;

@Command(name = "interfaces")
final class InterfacesCommand implements Runnable {
    @Override
    public void run() {}
}
