/** Examples that compile. */
module io.millrace.examples {
    requires io.millrace;
    requires static org.jspecify;
}
