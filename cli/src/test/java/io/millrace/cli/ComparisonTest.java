package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Ledger.Kernel;
import io.millrace.Ledger.Shed;
import io.millrace.cli.Comparison.TextbookResult;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void shouldSetBothCapturesSideBySideAndSayWhatItMeans() {
        var ledger = LedgerTableTest.ledger(new Kernel(500_010, 0, 0, 0), 500_010, new Shed(0, 0, 0, 0, 0, 0));
        var comparison = new Comparison(
                500_010, ledger, new TextbookResult(500_010, 480_000, 4_500, 15_510, 900_000, 2_000_000));

        assertThat(comparison.text())
                .containsPattern("kernel dropped +0 +480,000\\R")
                .containsPattern("handled +500,000 +4,500\\R")
                .containsPattern("shed, failed, abandoned +10 +0\\R")
                .containsPattern("> 99.9% +0.9%\\R")
                .contains("495,510 packets were lost")
                .contains("handled > 99.9% of them");
    }
}
