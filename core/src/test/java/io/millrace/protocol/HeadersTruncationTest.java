package io.millrace.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Frames.Frame;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeadersTruncationTest {
    static List<Frame> all() {
        return Frames.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldStayWithinTheCapturedBytesAtEveryLength(Frame frame) {
        Headers headers = new Headers();
        for (int caplen = 0; caplen <= frame.bytes().length; caplen++) {
            // Memory ends with the frame: a read behind it would throw.
            MemorySegment memory = MemorySegment.ofArray(Arrays.copyOf(frame.bytes(), caplen));
            HeadersContract.check(headers.wrap(memory, 0, caplen, frame.linktype()), caplen);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldNotDependOnTheBytesBehindTheCapturedOnes(Frame frame) {
        FlowHash hash = new FlowHash(7);
        for (int caplen = 0; caplen <= frame.bytes().length; caplen++) {
            MemorySegment ones = followedBy((byte) 0xff, frame, caplen);
            MemorySegment zeros = followedBy((byte) 0, frame, caplen);
            Headers expected = new Headers().wrap(zeros, 0, caplen, frame.linktype());
            Headers found = new Headers().wrap(ones, 0, caplen, frame.linktype());
            assertThat(HeadersContract.values(found)).isEqualTo(HeadersContract.values(expected));
            assertThat(hash.hash(ones, 0, caplen, frame.linktype()))
                    .isEqualTo(hash.hash(zeros, 0, caplen, frame.linktype()));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldFindNothingInNegativeLengths(Frame frame) {
        MemorySegment memory = MemorySegment.ofArray(frame.bytes());
        Headers headers = new Headers().wrap(memory, 0, -1, frame.linktype());
        assertThat(headers.networkOffset()).isEqualTo(-1);
        assertThat(headers.etherType()).isIn(-1, EtherType.IPV4, EtherType.IPV6);
        assertThat(headers.ipVersion()).isEqualTo(-1);
    }

    private static MemorySegment followedBy(byte filler, Frame frame, int caplen) {
        byte[] room = Arrays.copyOf(frame.bytes(), frame.bytes().length + 80);
        Arrays.fill(room, caplen, room.length, filler);
        return MemorySegment.ofArray(room);
    }
}
