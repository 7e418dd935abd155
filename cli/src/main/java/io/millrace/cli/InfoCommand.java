package io.millrace.cli;

import io.millrace.savefile.SavefileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace info}: what is in savefiles. */
@Command(
        name = "info",
        description = "Tell what is in savefiles: counts, times, rates, link types, interfaces, comments, drops.",
        mixinStandardHelpOptions = true,
        footer = {"", "A damaged file is told up to the damage; the exit status is then 1."})
final class InfoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A savefile; - is standard input.")
    private List<String> files = List.of();

    @Option(names = "--json", description = "A JSON object for each file, one to a line.")
    private boolean json;

    @Option(names = "--hash", description = "Also SHA-256 and SHA-1 of each file, for which it is read once more.")
    private boolean hash;

    @Option(names = "--quiet", description = "Do not show how far it is.")
    private boolean quiet;

    InfoCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int status = ExitCode.OK;
        String between = "";
        for (String file : files) {
            try {
                SavefileInfo info = SavefileInfo.of(file, quiet);
                info.hashes = hash ? FileHash.of(file, quiet) : null;
                out.print(json ? InfoText.json(info) : between + InfoText.table(info));
                between = System.lineSeparator();
                status = info.damage == null ? status : ExitCode.SOFTWARE;
            } catch (SavefileException e) {
                out.flush();
                status = Complaint.failure(err, e, false);
            }
        }
        out.flush();
        return status;
    }
}
