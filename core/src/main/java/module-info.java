/**
 * Millrace: a live packet capture engine whose handlers may be as slow as they like.
 *
 * <p>Exported packages are what a user touches. The rooms a packet passes on its way (source, store, lane, worker) and
 * the bindings to native code are not exported.
 */
@SuppressWarnings("requires-automatic") // HdrHistogram has no module descriptor
module io.millrace {
    requires static transitive org.jspecify;
    requires HdrHistogram;

    exports io.millrace;
    exports io.millrace.pcap;
    exports io.millrace.afpacket;
    exports io.millrace.plan;
    exports io.millrace.protocol;
    exports io.millrace.savefile;
    exports io.millrace.replay;

    uses io.millrace.savefile.Codec;
}
