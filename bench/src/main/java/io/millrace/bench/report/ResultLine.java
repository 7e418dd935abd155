package io.millrace.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a race found, as a JSON object in one line; and the ratios in such a line, which hold from machine to machine.
 *
 * @param race its name on the command line
 * @param quick whether it was run in its small size
 * @param ratios figures of targets that are ratios
 */
public record ResultLine(String race, boolean quick, List<Ratio> ratios) {
    private static final Pattern HEAD = Pattern.compile("^\\{\"race\":\"([^\"]+)\",\"quick\":(true|false),");
    private static final Pattern VERDICT = Pattern.compile("\\{\"key\":\"([^\"]+)\",\"subject\":\"([^\"]*)\","
            + "\"unit\":\"RATIO\",\"sense\":\"([A-Z_]+)\",\"bound\":([-\\d.E]+),\"median\":([-\\d.E]+),");

    /** A ratio, and of what it is. */
    public record Ratio(String key, String subject, Target.Sense sense, double median) {}

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is no such line
     */
    public static ResultLine parse(String line) {
        Matcher head = HEAD.matcher(line);
        if (!head.find()) {
            throw new IllegalArgumentException(
                    "no result of a race: " + line.substring(0, Math.min(80, line.length())));
        }
        List<Ratio> ratios = new ArrayList<>();
        Matcher verdict = VERDICT.matcher(line);
        while (verdict.find()) {
            ratios.add(new Ratio(
                    verdict.group(1),
                    verdict.group(2),
                    Target.Sense.valueOf(verdict.group(3)),
                    Double.parseDouble(verdict.group(5))));
        }
        return new ResultLine(head.group(1), Boolean.parseBoolean(head.group(2)), ratios);
    }

    /** The line of a report, without its end. */
    public static String of(RaceReport report, boolean quick, String circumstances) {
        StringBuilder json = new StringBuilder("{\"race\":")
                .append(quoted(report.race()))
                .append(",\"quick\":")
                .append(quick)
                .append(",\"circumstances\":")
                .append(quoted(circumstances))
                .append(",\"verdicts\":[");
        String comma = "";
        for (Verdict verdict : report.verdicts()) {
            json.append(comma).append(json(verdict));
            comma = ",";
        }
        json.append("],\"tables\":[");
        comma = "";
        for (Table table : report.tables()) {
            json.append(comma)
                    .append("{\"title\":")
                    .append(quoted(table.title()))
                    .append(",\"columns\":")
                    .append(array(table.columns()))
                    .append(",\"rows\":[")
                    .append(String.join(
                            ",", table.rows().stream().map(ResultLine::array).toList()))
                    .append("]}");
            comma = ",";
        }
        return json.append("]}").toString();
    }

    private static String json(Verdict verdict) {
        Target target = verdict.target();
        Figure measured = verdict.measured();
        return String.format(
                Locale.ROOT,
                "{\"key\":%s,\"subject\":%s,\"unit\":\"%s\",\"sense\":\"%s\",\"bound\":%s,\"median\":%s,\"low\":%s,"
                        + "\"high\":%s,\"met\":%s}",
                quoted(target.key()),
                quoted(verdict.subject()),
                target.unit().name(),
                target.sense().name(),
                target.bound(),
                number(measured.median()),
                number(measured.low()),
                number(measured.high()),
                verdict.isMet());
    }

    /** JSON knows no other numbers. */
    private static String number(double figure) {
        return Double.isFinite(figure) ? Double.toString(figure) : "null";
    }

    private static String array(List<String> words) {
        return "[" + String.join(",", words.stream().map(ResultLine::quoted).toList()) + "]";
    }

    private static String quoted(String words) {
        return "\"" + words.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
