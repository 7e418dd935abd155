package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SizeClassesTest {
    @Test
    void shouldFitEverySizeTightly() {
        int previous = 0;
        for (int bytes = 1; bytes <= SizeClasses.LARGEST; bytes++) {
            int sizeClass = SizeClasses.classOf(bytes);
            int slot = SizeClasses.bytesOf(sizeClass);
            assertThat(slot).as("slot for %d", bytes).isGreaterThanOrEqualTo(bytes);
            assertThat(slot % 64).as("slot for %d", bytes).isZero();
            if (bytes <= SizeClasses.SMALLEST) {
                assertThat(slot).as("slot for %d", bytes).isEqualTo(SizeClasses.SMALLEST);
            } else if (bytes <= 512) {
                assertThat(slot - bytes).as("waste for %d", bytes).isLessThan(64);
            } else {
                assertThat((slot - bytes) * 4).as("waste for %d", bytes).isLessThanOrEqualTo(slot);
            }
            assertThat(sizeClass).as("class of %d", bytes).isBetween(previous, previous + 1);
            previous = sizeClass;
        }
        assertThat(previous).isEqualTo(SizeClasses.COUNT - 1);
    }

    @Test
    void shouldBeTheSmallestClassThatFits() {
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            int bytes = SizeClasses.bytesOf(sizeClass);
            assertThat(SizeClasses.classOf(bytes)).isEqualTo(sizeClass);
            if (sizeClass + 1 < SizeClasses.COUNT) {
                assertThat(SizeClasses.classOf(bytes + 1)).isEqualTo(sizeClass + 1);
            }
        }
        assertThat(SizeClasses.bytesOf(SizeClasses.COUNT - 1)).isEqualTo(SizeClasses.LARGEST);
    }
}
