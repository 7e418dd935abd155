package io.millrace.cli;

import io.millrace.Direction;
import io.millrace.Failures;
import io.millrace.Journal;
import io.millrace.Order;
import io.millrace.Overload;
import io.millrace.SourceKind;
import io.millrace.Workers;
import io.millrace.pcap.DataLink;
import io.millrace.pcap.PcapException;
import io.millrace.pcap.TimestampType;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a typed word becomes a value; a word that cannot is wrong usage, told as {@code --option: word (expected: …)}. */
final class Converters {
    /** For options that are sizes: a {@code long} alone does not say that it is one. */
    static final ITypeConverter<Long> SIZE = converter("", Quantities::bytes);

    private Converters() {}

    static CommandLine register(CommandLine command) {
        return command.registerConverter(Direction.class, converter("direction", Direction::parse))
                .registerConverter(Order.class, converter("order", Order::parse))
                .registerConverter(Journal.class, converter("journal", SpoolWords::journal))
                .registerConverter(FileSync.class, converter("sync", FileSync::parse))
                .registerConverter(Overload.class, converter("overload", OverloadWords::parse))
                .registerConverter(Failures.class, converter("failures", FailureWords::failures))
                .registerConverter(FailureWords.Timeout.class, converter("", FailureWords::timeout))
                .registerConverter(DataLink.class, converter("linktype", DataLink::named))
                .registerConverter(TimestampType.class, converter("timestampType", TimestampType::named))
                .registerConverter(SourceKind.class, converter("source", SourceKind::parse))
                .registerConverter(Workers.class, converter("workers", Workers::parse))
                .registerConverter(Duration.class, converter("", Quantities::duration))
                .registerConverter(
                        Integer.class,
                        converter("", word -> whole(word, Integer.MAX_VALUE).intValue()))
                .registerConverter(Long.class, converter("", word -> whole(word, Long.MAX_VALUE)))
                .registerConverter(long.class, converter("", word -> whole(word, Long.MAX_VALUE)));
    }

    /** The library begins its messages with the setting's name; here the option's name takes its place. */
    private static <T> ITypeConverter<T> converter(String setting, Function<String, T> parse) {
        return word -> {
            try {
                return parse.apply(word);
            } catch (IllegalArgumentException | PcapException e) {
                String message = Complaint.oneLine(e);
                String prefix = setting + ": ";
                throw new TypeConversionException(
                        message.startsWith(prefix) ? message.substring(prefix.length()) : message);
            }
        };
    }

    private static Long whole(String word, long most) {
        try {
            long number = Long.parseLong(word);
            if (number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            boolean tooLarge = word.matches("[0-9]+");
            throw new IllegalArgumentException(
                    word + " (expected: " + (tooLarge ? "at most " + most : "a whole number") + ")", e);
        }
        throw new IllegalArgumentException(word + " (expected: at most " + most + ")");
    }
}
