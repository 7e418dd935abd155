package io.millrace.testbed;

import java.nio.file.Path;

/** What it takes to run a class of these tests in a Java of its own. */
final class ChildJava {
    private ChildJava() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** These tests, and all that is on their own paths. */
    static String classPath() {
        return String.join(
                System.getProperty("path.separator"),
                Path.of(System.getProperty("basedir"), "target", "test-classes").toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"));
    }
}
