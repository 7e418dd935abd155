package io.millrace.testbed.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a promise for one kind of subject. {@code open WORD …} stands for all that opens a handle: {@code snaplen=N},
 * {@code timeout=MILLIS} (10), {@code buffer=BYTES}, {@code device=NAME}, {@code promisc}, {@code immediate}, {@code micro}
 * (timestamps in microseconds and not nanoseconds). A savefile is opened in its place, and what the row sends is in it.
 */
final class Scenario {
    private static final List<String> OF_DEVICES = List.of("await", "set_timeout");

    private final Promise promise;
    private final SubjectKind kind;

    Scenario(Promise promise, SubjectKind kind) {
        this.promise = promise;
        this.kind = kind;
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Step step : promise.steps()) {
            if (step.command().word().equals("open")) {
                steps.addAll(opening(step.command().argument()));
            } else if (kind != SubjectKind.SAVEFILE || !ofDevice(step)) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static boolean ofDevice(Step step) {
        return isSend(step) || OF_DEVICES.contains(step.command().word());
    }

    private static boolean isSend(Step step) {
        return step.forStage() && step.command().word().equals("send");
    }

    /** What the row sends, for the savefile. */
    List<byte[]> frames() {
        return promise.steps().stream()
                .filter(Scenario::isSend)
                .flatMap(step -> FrameWords.frames(step.command().argument()).stream())
                .toList();
    }

    private List<Step> opening(String words) {
        boolean micro = words.contains("micro");
        if (kind == SubjectKind.SAVEFILE) {
            return List.of(Step.of((micro ? "open_offline" : "open_offline_nano") + " $sent", "0"));
        }
        String device = "$device";
        String timeout = "10";
        List<Step> steps = new ArrayList<>();
        for (String word : words.split(" ", -1)) {
            String value = word.substring(word.indexOf('=') + 1);
            switch (word.replaceFirst("=.*", "")) {
                case "device" -> device = value;
                case "timeout" -> timeout = value;
                case "snaplen" -> steps.add(Step.of("set_snaplen " + value, "0"));
                case "buffer" -> steps.add(Step.of("set_buffer_size " + value, "0"));
                case "promisc" -> steps.add(Step.of("set_promisc 1", "0"));
                case "immediate" -> steps.add(Step.of("set_immediate_mode 1", "0"));
                case "micro", "" -> {}
                default -> throw new IllegalArgumentException("open: " + word);
            }
        }
        steps.addFirst(Step.of("create " + device, "0"));
        steps.add(Step.of("set_timeout " + timeout, "0"));
        steps.add(Step.of("set_tstamp_precision " + (micro ? 0 : 1), "0"));
        steps.add(Step.of("activate", "0"));
        return steps;
    }
}
