package io.millrace.bench.rival;

import java.util.ArrayList;
import java.util.List;

/**
 * Millrace among its rivals, as its users have it: the public API, in a virtual machine with that one's own defaults.
 *
 * @param settings but for the common ones, which come with the start
 */
public record MillraceRival(MillraceSettings settings) implements Rival {
    @Override
    public String name() {
        return "millrace";
    }

    @Override
    public String what() {
        return "Millrace, " + settings.kind() + " workers";
    }

    @Override
    public String lacks() {
        return "keeps order in each flow, is bounded, accounts for every packet";
    }

    @Override
    public Runner start(RivalSettings common) {
        List<String> command = new ArrayList<>(Rivals.java(MillraceMain.class));
        command.addAll(settings.ownArguments());
        return RivalProcess.start(name(), command, common);
    }
}
