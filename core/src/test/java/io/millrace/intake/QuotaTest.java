package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuotaTest {
    @Test
    void shouldGiveNoMoreThanThereAre() {
        Quota quota = new Quota(10);
        assertThat(quota.take(4)).isEqualTo(4);
        assertThat(quota.take(8)).isEqualTo(6);
        assertThat(quota.isUsedUp()).isTrue();
        assertThat(quota.take(8)).isZero();
        assertThat(quota.take()).isFalse();
        quota.giveBack(2);
        assertThat(quota.isUsedUp()).isFalse();
        assertThat(quota.take()).isTrue();
        assertThat(quota.take(8)).isEqualTo(1);
        assertThat(quota.isUsedUp()).isTrue();
    }

    @Test
    void shouldHaveNoEndWithoutALimit() {
        Quota quota = new Quota(0);
        assertThat(quota.take(256)).isEqualTo(256);
        quota.giveBack(256);
        assertThat(quota.take()).isTrue();
        assertThat(quota.isUsedUp()).isFalse();
    }
}
