package io.millrace.cli;

import io.millrace.savefile.SavefileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** {@code millrace info}: what is in savefiles. */
final class InfoCommand implements Callable<Integer> {
    private final CommandSpec spec;
    private List<String> files = List.of();
    private boolean json;
    private boolean hash;
    private boolean quiet;

    InfoCommand(Options options) {
        spec = options.spec();
        options.describe(
                "Tell what is in savefiles: counts, times, rates, link types, interfaces, comments, drops.",
                "",
                "A damaged file is told up to the damage; the exit status is then 1.");
        options.words(1, "FILE", words -> files = words, "A savefile; - is standard input.");
        options.flag("--json", given -> json = given, "A JSON object for each file, one to a line.");
        options.flag(
                "--hash",
                given -> hash = given,
                "Also SHA-256 and SHA-1 of each file, for which it is read once more.");
        options.flag("--quiet", given -> quiet = given, "Do not show how far it is.");
        options.helpAndVersion("-V, --version");
    }

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
