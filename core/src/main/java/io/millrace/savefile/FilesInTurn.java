package io.millrace.savefile;

import io.millrace.protocol.Burst;
import io.millrace.savefile.SavefileReader.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Savefiles one after the other. */
final class FilesInTurn extends SavefileSeries {
    private SavefileReader reader;
    private int opened = 1;
    private boolean nanoseconds;
    private Tray.@Nullable Lender lender;

    FilesInTurn(List<String> names, Consumer<SavefileReader> onOpen) {
        super(names, onOpen, Window.USUAL_BYTES);
        names.stream().skip(1).filter(SavefileSeries::isRegular).forEach(FilesInTurn::look);
        requirePresent();
        reader = open(names.getFirst());
        boolean _ = ask(reader);
    }

    FilesInTurn(SavefileReader only) {
        super(List.of(only.name()), reader -> {}, Window.USUAL_BYTES);
        reader = only;
        boolean _ = ask(reader);
    }

    private static void look(String name) {
        SavefileReader.named(name).close();
    }

    /** What is no regular file is opened late, but has to be there now. */
    private void requirePresent() {
        names.stream()
                .skip(1)
                .filter(name -> !isRegular(name) && !name.equals(SavefileReader.STANDARD_INPUT))
                .forEach(Opening::requirePresent);
    }

    @Override
    public Step step(long waitNanos) {
        Step step = reader.step(waitNanos);
        return step == Step.END ? further(waitNanos) : step;
    }

    private Step further(long waitNanos) {
        while (opened < names.size()) {
            nanoseconds = hasNanoseconds();
            SavefileReader following = open(names.get(opened));
            reader.close();
            reader = following;
            opened++;
            if (lender != null) {
                reader.readInto(lender);
            }
            if (!ask(reader)) {
                return Step.NOTHING_YET;
            }
            Step step = reader.step(waitNanos);
            if (step != Step.END) {
                return step;
            }
        }
        return Step.END;
    }

    @Override
    public void gather(Burst into, int most) {
        reader.gather(into, most);
    }

    @Override
    public void readInto(Tray.Lender trays) {
        lender = trays;
        reader.readInto(trays);
    }

    @Override
    public SavefileReader reader() {
        return reader;
    }

    @Override
    public InterfaceDescription firstInterface() {
        while (!reader.findInterface()) {
            if (opened == names.size()) {
                throw noInterface(names.getFirst());
            }
            SavefileReader following = open(names.get(opened));
            reader.close();
            reader = following;
            opened++;
            boolean _ = ask(reader);
        }
        return reader.interfaces().getFirst();
    }

    @Override
    List<InterfaceDescription> describedSoFar() {
        List<InterfaceDescription> all = new ArrayList<>(reader.interfaces());
        names.stream().skip(opened).filter(SavefileSeries::isRegular).forEach(name -> all.addAll(described(name)));
        return all;
    }

    /** What is damaged is told when its turn has come. */
    private static List<InterfaceDescription> described(String name) {
        try (SavefileReader other = SavefileReader.named(name)) {
            return other.findInterface() ? other.interfaces() : List.of();
        } catch (SavefileException damaged) {
            return List.of();
        }
    }

    @Override
    public boolean hasNanoseconds() {
        return nanoseconds || reader.interfaces().stream().anyMatch(InterfaceDescription::hasNanoseconds);
    }

    @Override
    public void close() {
        reader.close();
    }
}
