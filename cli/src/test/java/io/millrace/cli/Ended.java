package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What came of a command that ran as a process.
 *
 * @param status the exit status
 */
record Ended(int status, String out, String err) {
    List<String> lines() {
        return out.lines().toList();
    }

    /** Checks that it ended well. */
    Ended well() {
        assertThat(status).as("%s%n%s", out, err).isZero();
        return this;
    }

    /** The ledger that {@code --ledger -} wrote, as the last line. */
    Accounts ledger() {
        assertThat(lines()).as(err).isNotEmpty();
        return Accounts.of(lines().getLast());
    }

    /** The one line that says what was wrong; it came with this status, and nothing was written to the output. */
    String complaint(int expectedStatus) {
        assertThat(out).isEmpty();
        assertThat(err.lines()).singleElement().asString().startsWith("millrace: ");
        assertThat(status).as(err).isEqualTo(expectedStatus);
        return err.strip();
    }
}
