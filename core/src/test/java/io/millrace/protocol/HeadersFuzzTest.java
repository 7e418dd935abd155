package io.millrace.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Any bytes at all. Runs the kept inputs as tests, and searches for new ones with {@code JAZZER_FUZZ=1}. */
class HeadersFuzzTest {
    private static final int[] LINKTYPES = {
        Linktype.EN10MB,
        Linktype.RAW,
        Linktype.IPV4,
        Linktype.IPV6,
        Linktype.NULL,
        Linktype.LOOP,
        Linktype.PPP,
        Linktype.LINUX_SLL,
        Linktype.LINUX_SLL2,
        Linktype.IEEE802_11
    };

    private final Headers headers = new Headers();
    private final FlowHash flowHash = new FlowHash(1);

    @FuzzTest(maxDuration = "60s")
    void shouldHoldForAnyBytes(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int linktype = LINKTYPES[Byte.toUnsignedInt(input[0]) % LINKTYPES.length];
        int caplen = input.length - 1;
        // Memory ends with the frame: a read behind it would throw.
        MemorySegment memory = MemorySegment.ofArray(Arrays.copyOfRange(input, 1, input.length));
        HeadersContract.check(headers.wrap(memory, 0, caplen, linktype), caplen);
        int hash = flowHash.hash(memory, 0, caplen, linktype);
        assertThat(hash).isEqualTo(flowHash.hash(headers));
        FlowKey key = FlowKey.of(headers);
        swapEnds(memory);
        headers.wrap(memory, 0, caplen, linktype);
        assertThat(FlowKey.of(headers)).isEqualTo(key).hasToString(key.toString());
        assertThat(flowHash.hash(memory, 0, caplen, linktype)).isEqualTo(hash);
    }

    /** Turns the frame into one of the other direction. */
    private void swapEnds(MemorySegment memory) {
        swap(memory, headers.sourceMacOffset(), headers.destinationMacOffset(), 6);
        swap(memory, headers.sourceAddressOffset(), headers.destinationAddressOffset(), headers.addressLength());
        if (headers.sourcePort() >= 0) {
            swap(memory, headers.transportOffset(), headers.transportOffset() + 2, 2);
        }
    }

    private static void swap(MemorySegment memory, int from, int to, int length) {
        if (from >= 0) {
            byte[] kept = memory.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE);
            MemorySegment.copy(memory, to, memory, from, length);
            MemorySegment.copy(kept, 0, memory, ValueLayout.JAVA_BYTE, to, length);
        }
    }
}
