package io.millrace.cli.print;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Words for numbers, or for bits. Immutable; made by a chain of {@link #with}. */
final class Words {
    static final Words NONE = new Words(new int[0], new String[0]);

    private final int[] numbers;
    private final String[] words;

    private Words(int[] numbers, String[] words) {
        this.numbers = numbers;
        this.words = words;
    }

    /** These words, and one more. */
    Words with(int number, String word) {
        int count = words.length;
        int[] moreNumbers = Arrays.copyOf(numbers, count + 1);
        String[] moreWords = Arrays.copyOf(words, count + 1);
        moreNumbers[count] = number;
        moreWords[count] = word;
        return new Words(moreNumbers, moreWords);
    }

    /** The word of a number; null if it has none. */
    @Nullable
    String of(int number) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == number) {
                return words[i];
            }
        }
        return null;
    }

    String of(int number, String otherwise) {
        String word = of(number);
        return word == null ? otherwise : word;
    }

    /**
     * The words of the bits that are set, in the order in which they are listed.
     *
     * @param none what is said if none of them is
     */
    String bits(int bits, String between, String none) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            if ((bits & numbers[i]) != 0) {
                text.append(text.isEmpty() ? "" : between).append(words[i]);
            }
        }
        return text.isEmpty() ? none : text.toString();
    }
}
