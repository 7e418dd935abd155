package io.millrace.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PassResultTest {
    private static final PassResult RESULT =
            new PassResult(1, 2, 3, 4, -1, 6_000_000_000_000L, 7, 8, 9, 10, 11, 12, Long.MAX_VALUE);

    @Test
    void shouldReadWhatItPrints() {
        assertThat(PassResult.parse(RESULT.json())).isEqualTo(RESULT);
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> PassResult.parse(RESULT.json().replace("rssKib", "rss")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no rssKib in this result: {");
        assertThatThrownBy(() -> PassResult.parse("error: no such file")).hasMessageContaining("error: no such file");
    }
}
