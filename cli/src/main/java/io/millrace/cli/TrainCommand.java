package io.millrace.cli;

import picocli.CommandLine.Command;

@Command(name = "train", hidden = true)
final class TrainCommand implements Runnable {
    @Override
    public void run() {}
}
