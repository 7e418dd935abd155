package io.millrace.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Marks tests of the command on real traffic, which need a network of their own. {@code testbed/own-network/bin/java}, by
 * which Maven starts the tests, makes it; where it cannot, it says why and these tests are skipped, or the build fails with
 * CI=true.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Timeout(60)
@EnabledIf(
        value = "io.millrace.testbed.OwnNetwork#isOwn",
        disabledReason = "no network of its own: run it by Maven on Linux, or see CONTRIBUTING.md")
@interface LiveTest {}
