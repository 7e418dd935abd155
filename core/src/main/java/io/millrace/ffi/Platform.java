package io.millrace.ffi;

import java.util.Locale;

/** The kinds of system whose native structures differ. */
public enum Platform {
    LINUX,
    MACOS,
    BSD,
    WINDOWS;

    /** The system this process runs on. */
    public static final Platform CURRENT = of(System.getProperty("os.name", ""));

    /** The platform of a value of the system property {@code os.name}. */
    static Platform of(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        if (name.startsWith("mac") || name.startsWith("darwin")) {
            return MACOS;
        }
        return name.endsWith("bsd") || name.startsWith("dragonfly") ? BSD : LINUX;
    }
}
