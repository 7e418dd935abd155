/** Test networks (namespaces, veth pairs), a traffic generator, and assertions on ledgers. */
module io.millrace.testbed {
    requires transitive io.millrace;
    requires static transitive org.jspecify;
    requires static java.management; // both only to measure
    requires static jdk.management;

    exports io.millrace.testbed;
}
