package io.millrace.savefile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The interfaces that the packets of a capture came by, by numbers: a slot has room for a number only. A device is one; savefiles
 * have as many as they tell of, and those of which the same is told are one.
 *
 * <p>To give a number takes the monitor, which guards {@code numbers} and {@code count}; it happens when the interface of packets
 * changes. To look one up is for any thread and takes a load: whoever has a packet with a number got it by a hand-over that
 * came after the interface was entered here. An element of {@code all} never changes once it is there.
 */
public final class Interfaces {
    /** The most that a capture tells apart, so that no file makes memory grow without end. */
    static final int MOST = 1 << 16;

    private final Map<InterfaceDescription, Integer> numbers = new HashMap<>();
    private int count;

    /** As long as {@code count} or longer. It is stored again for each new element, which shows that to who only looks. */
    private volatile InterfaceDescription[] all = new InterfaceDescription[1];

    /** Interfaces of which the first gets the number 0. */
    public Interfaces(InterfaceDescription first) {
        int zero = number(first);
        assert zero == 0 : "the first";
    }

    /**
     * The number of an interface, which it gets if it has none.
     *
     * @throws SavefileException if there are too many
     */
    public synchronized int number(InterfaceDescription described) {
        Integer known = numbers.get(described);
        if (known != null) {
            return known;
        }
        if (count == MOST) {
            throw new SavefileException("what is read describes more than " + MOST
                    + " interfaces that have packets (expected: fewer; read the files one by one)");
        }
        InterfaceDescription[] more = count == all.length ? Arrays.copyOf(all, count * 2) : all;
        more[count] = described;
        all = more;
        numbers.put(described, count);
        return count++;
    }

    /** The interface of a number. */
    public InterfaceDescription get(int number) {
        return all[number];
    }

    /** The LINKTYPE_ of an interface's packets. */
    public int linktype(int number) {
        return all[number].linktype();
    }

    /** All of them, in the order of their numbers. */
    public synchronized List<InterfaceDescription> list() {
        return List.of(Arrays.copyOf(all, count));
    }
}
