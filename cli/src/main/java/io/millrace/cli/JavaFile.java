package io.millrace.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A handler in a single source file: compiled in memory, so that trying something out takes one file and no build. */
final class JavaFile {
    private JavaFile() {}

    /**
     * Compiles a source file and finds the handler in it.
     *
     * @param classPath what the source may use besides Millrace
     * @param parent loads the classes of {@code classPath}
     * @throws IllegalArgumentException with what the compiler says, if it does not compile; if no class in it is a handler
     * @throws IOException if the file cannot be read
     */
    static Class<?> compile(Path file, List<Path> classPath, ClassLoader parent) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(file + " cannot be read (expected: a Java source file)");
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalArgumentException(file + " needs a compiler (expected: a JDK, not a mere runtime)");
        }
        StringWriter said = new StringWriter();
        try (var standard = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                var memory = new Memory(standard)) {
            boolean compiled = compiler.getTask(
                            said, memory, null, options(classPath), null, standard.getJavaFileObjects(file))
                    .call();
            if (!compiled) {
                throw new CompileException(said.toString());
            }
            return handlerIn(file, memory.classes(), parent);
        }
    }

    private static List<String> options(List<Path> classPath) {
        List<String> options = new ArrayList<>(List.of("-proc:none", "-implicit:none"));
        List<String> path = classPath.stream().map(Path::toString).collect(Collectors.toCollection(ArrayList::new));
        String modulePath = System.getProperty("jdk.module.path");
        if (JavaFile.class.getModule().isNamed() && modulePath != null) {
            options.addAll(List.of("--module-path", modulePath, "--add-modules", "io.millrace"));
        }
        path.add(System.getProperty("java.class.path", ""));
        options.addAll(List.of("-classpath", String.join(File.pathSeparator, path)));
        return options;
    }

    private static Class<?> handlerIn(Path file, Map<String, byte[]> classes, ClassLoader parent) {
        ClassLoader loader = new MemoryLoader(classes, parent);
        String wanted = file.getFileName().toString().replaceFirst("\\.java$", "");
        List<Class<?>> handlers = new ArrayList<>();
        for (String name : classes.keySet()) {
            Class<?> type = load(loader, name);
            if (!type.isInterface() && !type.isAnonymousClass() && Handlers.isHandler(type)) {
                handlers.add(type);
            }
        }
        return handlers.stream()
                .filter(type -> type.getSimpleName().equals(wanted) || handlers.size() == 1)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + " has "
                        + (handlers.isEmpty() ? "no handler" : "several handlers") + " (expected: a class " + wanted
                        + " that is " + Handlers.KINDS + ")"));
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class that was just compiled is not there: " + name, e);
        }
    }

    /** What the compiler said, as it said it: several lines. */
    static final class CompileException extends IOException {
        private static final long serialVersionUID = 1L;

        CompileException(String said) {
            super(said.strip());
        }
    }

    /** Keeps the compiler's output on the heap. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> outputs = new HashMap<>();

        Memory(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            outputs.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }

        Map<String, byte[]> classes() {
            return outputs.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().toByteArray()));
        }
    }

    /** Defines the compiled classes. */
    private static final class MemoryLoader extends ClassLoader {
        private final Map<String, byte[]> classes;

        MemoryLoader(Map<String, byte[]> classes, ClassLoader parent) {
            super("handler-file", parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
