/** Test networks (namespaces, veth pairs), a traffic generator, and assertions on ledgers. */
module io.millrace.testbed {
    requires transitive io.millrace;
    requires static transitive org.jspecify;

    exports io.millrace.testbed;
}
