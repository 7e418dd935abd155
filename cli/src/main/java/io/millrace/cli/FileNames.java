package io.millrace.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of the files that {@code -w} writes one after the other, as tcpdump makes them: times by {@code strftime(3)} where a
 * new file begins by time, numbers where it begins by size.
 *
 * @param pattern what was typed behind {@code -w}
 * @param withTime whether a {@code %} in it begins a part of the time
 * @param ring how many files there are before the first is written again; 0 for no end
 */
record FileNames(String pattern, boolean withTime, int ring) {
    private static final Pattern CONVERSION = Pattern.compile("%(.)");

    /**
     * A name.
     *
     * @param number how many files by size there were before
     * @param nanos when the file begins, in nanoseconds since the epoch
     */
    Path name(int number, long nanos) {
        String name = withTime ? format(Instant.ofEpochSecond(0, nanos).atZone(ZoneId.systemDefault())) : pattern;
        if (ring > 0) {
            int digits = Integer.toString(ring - 1).length();
            return Path.of(name + String.format(Locale.ROOT, "%0" + digits + "d", number % ring));
        }
        return Path.of(number == 0 ? name : name + number);
    }

    private String format(ZonedDateTime time) {
        return CONVERSION.matcher(pattern).replaceAll(found -> {
            String letters = letters(found.group(1).charAt(0));
            return Matcher.quoteReplacement(
                    letters == null
                            ? found.group(1)
                            : DateTimeFormatter.ofPattern(letters, Locale.ROOT).format(time));
        });
    }

    /** What {@code DateTimeFormatter} calls it; null for what stands for itself. */
    private static @Nullable String letters(char conversion) {
        return switch (conversion) {
            case 'Y' -> "yyyy";
            case 'y' -> "yy";
            case 'm' -> "MM";
            case 'd' -> "dd";
            case 'H' -> "HH";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'j' -> "DDD";
            case 'b' -> "MMM";
            case 'a' -> "EEE";
            case 'F' -> "yyyy-MM-dd";
            case 'T' -> "HH:mm:ss";
            case 'Z' -> "zzz";
            case 'z' -> "xx";
            default -> null;
        };
    }
}
