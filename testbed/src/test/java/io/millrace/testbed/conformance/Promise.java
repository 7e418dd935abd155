package io.millrace.testbed.conformance;

import java.util.List;
import java.util.Set;

/**
 * A row of the table: what libpcap promises of a function, and the scenario that shows it.
 *
 * @param function of libpcap, or the functions with commas between them
 * @param page where it is promised, for instance {@code pcap_loop(3PCAP)}
 * @param id names the row among those of its function
 * @param condition when the promise holds
 * @param result what is promised
 * @param kinds what of Millrace it applies to
 * @param unlike why Millrace does something else on purpose; empty if it does not
 */
record Promise(
        String function,
        String page,
        String id,
        String condition,
        String result,
        Set<SubjectKind> kinds,
        String unlike,
        List<Step> steps) {

    boolean differs() {
        return steps.stream().anyMatch(Step::differs);
    }

    @Override
    public String toString() {
        return function + "/" + id;
    }
}
