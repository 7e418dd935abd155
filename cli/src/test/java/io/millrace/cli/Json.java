package io.millrace.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads as much JSON as a ledger is made of: objects, plain texts, numbers, true and false. Refuses everything else. */
final class Json {
    private static final Pattern TOKEN =
            Pattern.compile("\\G\\s*(?:([{}:,])|\"([^\"\\\\]*)\"|(-?[0-9.eE+-]+)|(true|false))");

    private final Matcher token;

    private Json(String text) {
        token = TOKEN.matcher(text);
    }

    /**
     * Reads one object.
     *
     * @throws AssertionError if the text is anything else
     */
    static Map<String, Object> object(String text) {
        Json json = new Json(text);
        json.next();
        Map<String, Object> object = json.members();
        if (json.token.end() != text.stripTrailing().length()) {
            throw new AssertionError("more follows the object: " + text);
        }
        return object;
    }

    private void next() {
        if (!token.find()) {
            throw new AssertionError("no JSON");
        }
    }

    private void expect(String sign) {
        if (!sign.equals(token.group(1))) {
            throw new AssertionError("expected " + sign + ", not " + token.group());
        }
    }

    private Map<String, Object> members() {
        expect("{");
        Map<String, Object> members = new LinkedHashMap<>();
        do {
            next();
            String name = token.group(2);
            next();
            expect(":");
            next();
            if (name == null || members.put(name, value()) != null) {
                throw new AssertionError("a name is missing or twice there: " + name);
            }
            next();
        } while (",".equals(token.group(1)));
        expect("}");
        return members;
    }

    private Object value() {
        if (token.group(2) != null) {
            return token.group(2);
        }
        if (token.group(3) != null) {
            return new BigDecimal(token.group(3));
        }
        return token.group(4) != null ? Boolean.valueOf(token.group(4)) : members();
    }
}
