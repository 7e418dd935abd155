@NullMarked
package io.millrace.pcap;

import org.jspecify.annotations.NullMarked;
