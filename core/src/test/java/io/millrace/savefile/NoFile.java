package io.millrace.savefile;

/** An output that is no file, and whose pieces may be torn; what is not about its bytes does nothing. */
abstract class NoFile implements Output {
    @Override
    public final String name() {
        return "no file";
    }

    @Override
    public boolean takesPieces() {
        return true;
    }

    @Override
    public final void flush() {}

    @Override
    public void cutTo(long bytes) {}

    @Override
    public final void force() {}

    @Override
    public final void finish() {}

    @Override
    public final void abandon() {}
}
