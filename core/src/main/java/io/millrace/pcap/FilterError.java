package io.millrace.pcap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a filter expression the mistake is. libpcap seldom tells, so there are two ways to know; where neither gives a
 * sure answer there is no caret.
 *
 * <p><b>A name in quotes.</b> {@code unknown host 'nosuch'} is about the word {@code nosuch}, if it is there once.
 *
 * <p><b>A syntax error.</b> The parser stops at the first word that cannot follow those before it. So the beginnings of the
 * expression are compiled, each with a number behind it that is too large: where libpcap complains of the number, its scanner
 * was asked for it, and so everything before was well so far. Versions that do not mind such a number are found out with
 * nothing in front of it.
 */
final class FilterError {
    private static final String SYNTAX_ERROR = "syntax error";
    private static final String TOO_LARGE = "99999999999";
    private static final Pattern QUOTED = Pattern.compile("['\"]([^'\"]+)['\"]");

    /** What is between two of these is never cut: a cut inside a word would make two words of it. */
    private static final Pattern WORD = Pattern.compile("!=|[()!]|[^\\s()!]+");

    private FilterError() {}

    /**
     * The exception to throw.
     *
     * @param words what libpcap says
     * @param problem what libpcap says of another expression; null if it is well
     */
    static PcapException of(String expression, String words, Function<String, @Nullable String> problem) {
        int place = words.contains(SYNTAX_ERROR) ? syntaxError(expression, problem) : named(expression, words);
        String flat = expression.replaceAll("\\s", " "); // one line, with every character where it was
        if (place < 0) {
            return new PcapException("filter: " + flat + ": " + words + " (see pcap-filter(7))");
        }
        return new PcapException(
                "filter: " + words + " (see pcap-filter(7))\n    " + flat + "\n    " + " ".repeat(place) + "^");
    }

    /** Where the only word is that libpcap quotes; -1 if there is no such word, or more than one. */
    private static int named(String expression, String words) {
        Matcher quoted = QUOTED.matcher(words);
        if (!quoted.find()) {
            return -1;
        }
        Pattern whole = Pattern.compile("(?<![\\w.:-])" + Pattern.quote(quoted.group(1)) + "(?![\\w.:-])");
        List<Integer> places =
                whole.matcher(expression).results().map(MatchResult::start).toList();
        return places.size() == 1 ? places.getFirst() : -1;
    }

    /** The first word that does not follow from those before; the end if one is missing there; -1 if that is not sure. */
    private static int syntaxError(String expression, Function<String, @Nullable String> problem) {
        if (judge("", problem) != Verdict.WELL) {
            return -1;
        }
        List<MatchResult> found =
                new ArrayList<>(WORD.matcher(expression).results().toList());
        int well = 0; // so many words are
        int wrong = found.size() + 1; // so many are not; beyond all of them is the missing one
        while (wrong - well > 1) {
            int middle = (well + wrong) / 2;
            switch (judge(expression.substring(0, found.get(middle - 1).end()), problem)) {
                case WELL -> well = middle;
                case WRONG -> wrong = middle;
                case UNSURE -> {
                    return -1;
                }
            }
        }
        return wrong <= found.size()
                ? found.get(wrong - 1).start()
                : expression.stripTrailing().length();
    }

    private enum Verdict {
        WELL,
        WRONG,
        UNSURE
    }

    private static Verdict judge(String beginning, Function<String, @Nullable String> problem) {
        String said = problem.apply(beginning + " " + TOO_LARGE);
        if (said == null) {
            return Verdict.UNSURE;
        }
        return said.contains(TOO_LARGE) ? Verdict.WELL : said.contains(SYNTAX_ERROR) ? Verdict.WRONG : Verdict.UNSURE;
    }
}
