package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Overload;
import io.millrace.Overload.Sample.By;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OverloadWordsTest {
    @Test
    void shouldUnderstandEveryForm() {
        assertThat(OverloadWords.parse("block")).isEqualTo(Overload.block());
        assertThat(OverloadWords.parse("drop-newest")).isEqualTo(Overload.dropNewest());
        assertThat(OverloadWords.parse("drop-oldest")).isEqualTo(Overload.dropOldest());
        assertThat(OverloadWords.parse("max-age:50ms")).isEqualTo(Overload.maxAge(Duration.ofMillis(50)));
        assertThat(OverloadWords.parse("codel")).isEqualTo(Overload.codel());
        assertThat(OverloadWords.parse("codel:5ms,100ms")).isEqualTo(Overload.codel());
        assertThat(OverloadWords.parse("sample")).isEqualTo(Overload.sample(By.FLOWS));
        assertThat(OverloadWords.parse("sample:packets")).isEqualTo(Overload.sample(By.PACKETS));
        assertThat(OverloadWords.parse("spill:/var/spool/mill")).isEqualTo(Overload.spill(Path.of("/var/spool/mill")));
        assertThat(OverloadWords.parse("spill:a,b,10g")).isEqualTo(Overload.spill(Path.of("a,b"), 10L << 30));
        assertThat(OverloadWords.parse("spill:a,b")).isEqualTo(Overload.spill(Path.of("a,b")));
        assertThat(OverloadWords.parse("headers:1k")).isEqualTo(Overload.headers(1_024));
    }

    @Test
    void shouldCombineWhatActsAtDifferentPlaces() {
        assertThat(OverloadWords.parse("headers:96+drop-oldest+max-age:1s"))
                .isEqualTo(Overload.headers(96).and(Overload.dropOldest()).and(Overload.maxAge(Duration.ofSeconds(1))));
    }
}
