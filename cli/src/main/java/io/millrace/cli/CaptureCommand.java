package io.millrace.cli;

import picocli.CommandLine.Command;

@Command(name = "capture")
final class CaptureCommand implements Runnable {
    @Override
    public void run() {}
}
