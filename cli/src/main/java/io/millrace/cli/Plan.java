package io.millrace.cli;

import io.millrace.Workers;
import io.millrace.plan.Advice;
import io.millrace.plan.Demand;
import io.millrace.plan.Forecast;
import io.millrace.plan.Machine;
import io.millrace.plan.Sizing;
import io.millrace.plan.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code millrace plan} has to tell.
 *
 * @param rateFrom where the rate is from, in words
 * @param serviceFrom where the service time is from, in words
 * @param handler the handler of the command line, or what stands in for it
 * @param given the workers that were asked about; null if they were to be found
 * @param advice the settings that would serve
 * @param sizing the settings that are told of
 * @param forecast what they will do
 * @param source words that name what is captured, for the command line
 * @param filter words of the filter
 */
record Plan(
        Demand demand,
        String rateFrom,
        Work work,
        String serviceFrom,
        String handler,
        Machine machine,
        @Nullable Workers given,
        Sizing advice,
        Sizing sizing,
        Forecast forecast,
        List<String> source,
        List<String> filter) {
    /** The word for {@code --workers}. */
    String workersWord() {
        return switch (given) {
            case Workers.Fixed fixed -> "fixed:" + fixed.count();
            case Workers.Virtual virtual -> "virtual:" + virtual.count();
            case Workers.Auto auto -> auto.count() == Workers.Auto.USUAL_MOST ? "auto" : "auto:" + auto.count();
            case null -> (work.computes() ? "fixed:" : "virtual:") + sizing.workers();
        };
    }

    /** Whether packets come no faster than they are handled, all together and of each flow. */
    boolean serves() {
        return forecast.utilisation() < 1 && forecast.heaviestUtilisation() < 1;
    }

    /** The settings for a number of workers, or for as many as serve if it is null. */
    static Sizing sizing(Demand demand, Work work, Machine machine, Sizing least, @Nullable Workers given) {
        int most = given == null ? Workers.MAX : given.count();
        if (given == null || given instanceof Workers.Auto) {
            return Advice.of(demand, work, machine, least.ageLimitSeconds(), least, most);
        }
        Sizing wanted = new Sizing(most, least.queueBytes(), least.kernelBytes(), least.ageLimitSeconds());
        return Advice.sizedFor(demand, work, machine, wanted);
    }
}
