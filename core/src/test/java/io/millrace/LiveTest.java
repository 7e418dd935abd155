package io.millrace;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Marks tests that need real traffic, and so a network of their own. {@code testbed/own-network/bin/java}, by which Maven
 * starts the tests, makes it; where it cannot, it says why and these tests are skipped, or the build fails with CI=true.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Timeout(60)
@EnabledIfEnvironmentVariable(
        named = "MILLRACE_NETWORK",
        matches = "own",
        disabledReason = "no network of its own: run it by Maven on Linux, or with `unshare -rn` and this variable")
public @interface LiveTest {}
