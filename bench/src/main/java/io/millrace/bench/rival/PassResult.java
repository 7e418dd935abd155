package io.millrace.bench.rival;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one pass of a rival did, and what it cost. What cannot be known is {@link #UNKNOWN}. A rival prints it as a JSON object in
 * one line.
 *
 * @param taken packets that came from libpcap, or whatever else the rival reads with
 * @param handled packets whose handler ended
 * @param kernelDropped packets that the kernel dropped; 0 of a file
 * @param discarded packets given up by a bound of the rival's own
 * @param disorder packets handled behind a later one of their flow, or while another of their flow was being handled; known only
 *     where the handler checks
 * @param wallNanos from the command to the end of the last handler; live from the first packet, and where nothing was left
 *     to do at the
 *     end of the capture to the beginning of the last handler if ages are measured, or else, in Java and Go, to that end
 * @param userNanos processor time of the process in user space, in the whole pass; the sum with the next is exact, and how it is
 *     shared between the two the kernel may have estimated by its ticks
 * @param systemNanos processor time of the process in the kernel, in the whole pass
 * @param firstNanos from the command to the first packet
 * @param rssKib the most memory that the process ever had resident ({@code VmHWM})
 * @param ageP50Nanos from the kernel's timestamp to the beginning of the handler, for half of the packets at most; live only
 * @param ageP99Nanos the same for 99 of 100
 * @param ageMaxNanos the same for all
 */
public record PassResult(
        long taken,
        long handled,
        long kernelDropped,
        long discarded,
        long disorder,
        long wallNanos,
        long userNanos,
        long systemNanos,
        long firstNanos,
        long rssKib,
        long ageP50Nanos,
        long ageP99Nanos,
        long ageMaxNanos) {
    public static final long UNKNOWN = -1;

    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(-?\\d+)");

    /** Processor time for a packet that was handled, in nanoseconds. */
    public double processorNanosPerPacket() {
        return (double) (userNanos + systemNanos) / handled;
    }

    /** Time for a packet that was handled, in nanoseconds. */
    public double wallNanosPerPacket() {
        return (double) wallNanos / handled;
    }

    /**
     * Reads the line that a rival printed.
     *
     * @throws IllegalArgumentException if it is no such line, or a field is missing
     */
    public static PassResult parse(String line) {
        Map<String, Long> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(line);
        while (matcher.find()) {
            fields.put(matcher.group(1), Long.valueOf(matcher.group(2)));
        }
        return new PassResult(
                field(fields, "taken", line),
                field(fields, "handled", line),
                field(fields, "kernelDropped", line),
                field(fields, "discarded", line),
                field(fields, "disorder", line),
                field(fields, "wallNanos", line),
                field(fields, "userNanos", line),
                field(fields, "systemNanos", line),
                field(fields, "firstNanos", line),
                field(fields, "rssKib", line),
                field(fields, "ageP50Nanos", line),
                field(fields, "ageP99Nanos", line),
                field(fields, "ageMaxNanos", line));
    }

    private static long field(Map<String, Long> fields, String name, String line) {
        Long value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in this result: " + line);
        }
        return value;
    }

    /** The line that a rival prints. */
    public String json() {
        return "{\"taken\":" + taken
                + ",\"handled\":" + handled
                + ",\"kernelDropped\":" + kernelDropped
                + ",\"discarded\":" + discarded
                + ",\"disorder\":" + disorder
                + ",\"wallNanos\":" + wallNanos
                + ",\"userNanos\":" + userNanos
                + ",\"systemNanos\":" + systemNanos
                + ",\"firstNanos\":" + firstNanos
                + ",\"rssKib\":" + rssKib
                + ",\"ageP50Nanos\":" + ageP50Nanos
                + ",\"ageP99Nanos\":" + ageP99Nanos
                + ",\"ageMaxNanos\":" + ageMaxNanos + "}";
    }
}
