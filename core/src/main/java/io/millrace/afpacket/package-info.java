@NullMarked
package io.millrace.afpacket;

import org.jspecify.annotations.NullMarked;
