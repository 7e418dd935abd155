package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;

/** A ledger as {@code --ledger} writes it. */
record Accounts(Map<String, Object> json) {
    /** Reads a ledger, and checks that it is closed and balances: by its own word and by its numbers. */
    static Accounts of(String text) {
        Accounts accounts = new Accounts(Json.object(text));
        accounts.requireBalance();
        return accounts;
    }

    private void requireBalance() {
        assertThat(json.get("balanced")).as(toString()).isEqualTo(true);
        assertThat(count("taken") + count("resumed"))
                .as(toString())
                .isEqualTo(count("handled") + count("failed") + count("abandoned") + shed() + count("spooled"));
        if (json.containsKey("kernel")) { // a savefile has none
            assertThat(count("kernel", "received"))
                    .as(toString())
                    .isEqualTo(count("kernel", "dropped") + count("taken") + count("kernel", "unread"));
        }
        assertThat(count("queued") + count("inFlight")).as(toString()).isZero();
    }

    /** All that was shed, whatever the cause. */
    long shed() {
        return ((Map<?, ?>) json.get("shed"))
                .values().stream()
                        .mapToLong(count -> ((BigDecimal) count).longValueExact())
                        .sum();
    }

    long count(String name) {
        return ((BigDecimal) json.get(name)).longValueExact();
    }

    long count(String group, String name) {
        return ((BigDecimal) ((Map<?, ?>) json.get(group)).get(name)).longValueExact();
    }

    String text(String name) {
        return (String) json.get(name);
    }
}
