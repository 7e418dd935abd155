package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LedgerTest {
    private static final Ledger.Kernel KERNEL = new Ledger.Kernel(131, 7, 3, 2);

    /** Every number differs, so that none can stand in for another. The accounts make {@link #TAKEN}. */
    private static Ledger ledger(String source, Ledger.Kernel kernel, long taken) {
        return new Ledger(
                source,
                "EN10MB",
                12.3456,
                kernel,
                taken,
                7,
                40,
                11,
                12,
                13,
                4,
                1,
                new Ledger.Shed(5, 6, 8, 9, 10, 3),
                14,
                new Ledger.Incidents(15, 16, 17, 18),
                new Ledger.Percentiles(21, 22, 23, 24),
                new Ledger.Percentiles(31, 32, 33, 34),
                new Ledger.Queue(41, 42),
                new Ledger.WorkerCount(51, 52));
    }

    private static final long TAKEN = 40 + 11 + 12 + 13 + 4 + 1 + 5 + 6 + 8 + 9 + 10 + 3 - 7;

    @Test
    void shouldWriteTheFormOfTheContract() {
        assertThat(ledger("eth0", new Ledger.Kernel(TAKEN + 9, 7, 3, 2), TAKEN).toJson())
                .isEqualTo("{\"source\":\"eth0\",\"linktype\":\"EN10MB\",\"seconds\":12.346,"
                        + "\"kernel\":{\"received\":124,\"dropped\":7,\"interfaceDropped\":3,\"unread\":2},"
                        + "\"taken\":115,\"resumed\":7,\"handled\":40,\"failed\":11,\"abandoned\":12,\"queued\":13,\"inFlight\":4,"
                        + "\"spooled\":1,"
                        + "\"shed\":{\"newest\":5,\"oldest\":6,\"aged\":8,\"codel\":9,\"sampled\":10,\"spool\":3},\"truncated\":14,"
                        + "\"stuck\":15,\"retried\":16,\"deadLettered\":17,\"unwritten\":18,"
                        + "\"ageMicros\":{\"p50\":21,\"p99\":22,\"p999\":23,\"max\":24},"
                        + "\"serviceMicros\":{\"p50\":31,\"p99\":32,\"p999\":33,\"max\":34},"
                        + "\"queue\":{\"peakBytes\":41,\"limitBytes\":42},"
                        + "\"workers\":{\"now\":51,\"peak\":52},\"balanced\":false}"); // 17 still wait at the end
    }

    @Test
    void shouldLeaveOutWhatThePlatformDoesNotTell() {
        String json = ledger("eth0", new Ledger.Kernel(5, 7, Ledger.ABSENT, Ledger.ABSENT), TAKEN)
                .toJson();
        assertThat(json).contains("\"kernel\":{\"received\":5,\"dropped\":7},").endsWith("\"balanced\":true}");
        assertThat(ledger("a.pcap", null, TAKEN).toJson())
                .doesNotContain("kernel")
                .endsWith("\"balanced\":true}");
    }

    @Test
    void shouldLeaveOutTheFirstOfAGroup() {
        String json =
                ledger("eth0", new Ledger.Kernel(Ledger.ABSENT, 7, 3, 2), TAKEN).toJson();
        assertThat(json).contains("\"kernel\":{\"dropped\":7,\"interfaceDropped\":3,\"unread\":2},");
    }

    @Test
    void shouldEscapeTheDeviceName() {
        assertThat(ledger("a\"b\\c\nd\u0001\u00e9", null, TAKEN).toJson())
                .startsWith("{\"source\":\"a\\\"b\\\\c\\u000ad\\u0001\u00e9\",");
    }

    @Test
    void shouldSeeThatItDoesNotBalance() {
        assertThat(ledger("eth0", null, TAKEN).balanced()).isTrue();
        assertThat(ledger("eth0", null, TAKEN + 1).balanced()).isFalse();
        assertThat(ledger("eth0", null, TAKEN - 1).balanced()).isFalse();
        assertThat(ledger("eth0", KERNEL, TAKEN).balanced()).isFalse();
        assertThat(ledger("eth0", new Ledger.Kernel(TAKEN + 9, 7, 3, Ledger.ABSENT), TAKEN)
                        .balanced())
                .isTrue();
        assertThat(ledger("eth0", KERNEL, TAKEN + 1).toJson()).endsWith("\"balanced\":false}");
    }

    @Test
    void shouldSeeThatPacketsStillWaitInTheFinalLedger() {
        assertThat(ledger("eth0", new Ledger.Kernel(TAKEN + 9, 7, 3, 2), TAKEN).balanced())
                .isFalse();
    }

    @Test
    void shouldSeeThatAnAccountIsOverdrawn() {
        Ledger.Percentiles none = new Ledger.Percentiles(0, 0, 0, 0);
        Ledger overdrawn = new Ledger(
                "eth0",
                "EN10MB",
                0,
                null,
                1,
                0,
                2, // one packet, handled twice
                0,
                0,
                -1,
                0,
                0,
                new Ledger.Shed(0, 0, 0, 0, 0, 0),
                0,
                new Ledger.Incidents(0, 0, 0, 0),
                none,
                none,
                new Ledger.Queue(0, 0),
                new Ledger.WorkerCount(0, 0));
        assertThat(overdrawn.balanced()).isFalse();
    }
}
