package io.millrace.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What was typed behind {@code read}: files, and then a filter, which begins at {@code --}, or else at the first word behind the
 * first that is no file. A word that ends as savefiles do is one, so that a mistyped name is told as such.
 *
 * @param files names of savefiles
 * @param filter words of the filter
 */
record FileWords(List<String> files, List<String> filter) {
    private static final String DASHES = "--";
    private static final Pattern ENDING = Pattern.compile(".*\\.(pcap|pcapng|cap|ntar|gz|zst|lz4)[0-9]*");

    /**
     * Tells files from the filter.
     *
     * @param words what is neither an option nor the value of one; one at least
     * @param typed everything that was typed
     */
    static FileWords of(List<String> words, List<String> typed) {
        int dashes = typed.indexOf(DASHES);
        int behind = dashes < 0 ? 0 : typed.size() - dashes - 1;
        int files = dashes < 0 || behind >= words.size() ? files(words) : words.size() - behind;
        return new FileWords(words.subList(0, files), words.subList(files, words.size()));
    }

    private static int files(List<String> words) {
        int files = 1;
        while (files < words.size() && isFile(words.get(files))) {
            files++;
        }
        return files;
    }

    private static boolean isFile(String word) {
        if (word.equals("-") || ENDING.matcher(word).matches()) {
            return true;
        }
        Path path = Path.of(word);
        return Files.exists(path) && !Files.isDirectory(path);
    }
}
