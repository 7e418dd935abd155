package io.millrace;

/**
 * A device that packets are captured from.
 *
 * @param name the name the system has for it: {@code eth0}, {@code lo}, {@code any}
 */
public record Device(String name) implements Origin {
    public Device {
        if (name.isBlank()) {
            throw new IllegalArgumentException("device: the name is empty (expected: a name of `millrace interfaces`)");
        }
    }

    /** The device of a name; whether it exists is found out when the capture starts. */
    public static Device named(String name) {
        return new Device(name);
    }

    @Override
    public Overload usualOverload() {
        return Overload.dropNewest();
    }
}
