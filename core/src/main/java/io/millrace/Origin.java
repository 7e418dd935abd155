package io.millrace;

/** Where the packets of a capture come from. */
sealed interface Origin permits Device, Savefile {
    /** As the user named it. */
    String name();

    /**
     * What gives when the handlers are behind, unless the user says otherwise. A wire does not wait, so a packet must be
     * shed; a savefile does.
     */
    Overload usualOverload();
}
