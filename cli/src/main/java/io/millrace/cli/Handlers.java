package io.millrace.cli;

import io.millrace.AsyncPacketHandler;
import io.millrace.PacketFunction;
import io.millrace.PacketHandler;
import io.millrace.cli.print.PacketPrinter;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What {@code --handler} can name. A handler that is {@link AutoCloseable} is closed at the end. */
final class Handlers {
    static final String FORMS = "print, count, discard, sleep:D, spin:D, FILE.java or a class";
    static final String KINDS = "a PacketHandler, an AsyncPacketHandler or a PacketFunction";

    private static final Pattern CLASS_NAME =
            Pattern.compile("\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*");

    private Handlers() {}

    /**
     * The handler of a command line's word.
     *
     * @param classPath where classes are looked for besides the application's own class path
     * @param printer what {@code print} prints with
     * @return one of {@link #KINDS}
     * @throws IllegalArgumentException if the word names no handler
     * @throws IOException if a file cannot be read
     */
    static Object named(String word, List<Path> classPath, Supplier<PacketPrinter> printer) throws IOException {
        if (word.endsWith(".java")) {
            return ofClass(JavaFile.compile(Path.of(word), classPath, loader(classPath)));
        }
        int colon = word.indexOf(':');
        String kind = colon < 0 ? word : word.substring(0, colon);
        String argument = colon < 0 ? "" : word.substring(colon + 1);
        return switch (kind) {
            case "print" -> only(word, argument, printer.get());
            case "count" -> only(word, argument, new Count());
            case "discard" -> only(word, argument, (PacketHandler) packet -> {});
            case "sleep" -> Pace.sleep(Quantities.duration(argument));
            case "spin" -> Pace.spin(Quantities.duration(argument));
            default -> onClassPath(word, classPath);
        };
    }

    private static Object only(String word, String argument, Object handler) {
        if (!argument.isEmpty()) {
            throw unknown(word);
        }
        return handler;
    }

    private static IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException(word + " (expected: " + FORMS + ")");
    }

    private static Object onClassPath(String word, List<Path> classPath) throws IOException {
        if (!CLASS_NAME.matcher(word).matches()) {
            throw unknown(word);
        }
        try {
            return ofClass(Class.forName(word, false, loader(classPath)));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(word + " is not a class on the class path (expected: " + FORMS + ")", e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    word + " cannot be loaded (expected: a class and what it needs on the class path): " + e, e);
        }
    }

    /** Lives as long as the process: handlers may load classes at any time. */
    private static ClassLoader loader(List<Path> classPath) throws MalformedURLException {
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath.get(i).toUri().toURL();
        }
        return new URLClassLoader("handlers", urls, ClassLoader.getSystemClassLoader());
    }

    private static Object ofClass(Class<?> type) {
        if (!isHandler(type)) {
            throw new IllegalArgumentException("class " + type.getName() + " is no handler (expected: " + KINDS + ")");
        }
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "class " + type.getName() + " cannot be made (expected: a constructor without parameters)", e);
        } catch (InstantiationException e) {
            throw new IllegalArgumentException(
                    "class " + type.getName() + " cannot be made (expected: a class that is not abstract)", e);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    "class " + type.getName() + " cannot be made (expected: a constructor that succeeds): " + cause, e);
        }
    }

    static boolean isHandler(Class<?> type) {
        return PacketHandler.class.isAssignableFrom(type)
                || AsyncPacketHandler.class.isAssignableFrom(type)
                || PacketFunction.class.isAssignableFrom(type);
    }
}
