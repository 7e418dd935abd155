package io.millrace.testbed.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table itself, and the page that is written from it. */
class RowsTest {
    private static final String WRITE = "conformance.write";

    @Test
    void shouldSayWhyMillraceDiffersWhereItDoesAndOnlyThere() {
        assertThat(Rows.all())
                .allSatisfy(promise -> assertThat(promise.unlike().isEmpty())
                        .as("row %s has an `unlike:`", promise)
                        .isEqualTo(!promise.differs()));
    }

    @Test
    void shouldNameEachRowOnce() {
        assertThat(Rows.all()).extracting(Promise::toString).doesNotHaveDuplicates();
    }

    @Test
    void shouldHaveStepsInEachRow() {
        assertThat(Rows.all())
                .allSatisfy(
                        promise -> assertThat(promise.steps()).as("%s", promise).isNotEmpty());
    }

    @Test
    void shouldHaveItsPageUpToDate() throws IOException {
        String page = Page.of(Rows.all());
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(Page.FILE, page);
        }
        assertThat(Page.FILE)
                .as("docs/CONFORMANCE.md; to write it anew: ./millrace verify -pl core,testbed -Dtest=RowsTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true")
                .hasContent(page);
    }

    @Test
    void shouldReadARow() {
        List<Promise> promises = Rows.parse("""
                == pcap_loop | pcap_loop(3PCAP)
                -- some | when | then
                on: handle savefile
                unlike: why
                  open
                  ~send udp 60
                  loop 1 -> 0 60/60 || -2
                """);
        assertThat(promises).singleElement().satisfies(promise -> {
            assertThat(promise).hasToString("pcap_loop/some");
            assertThat(promise.kinds()).containsExactly(SubjectKind.HANDLE, SubjectKind.SAVEFILE);
            assertThat(promise.steps()).extracting(Step::forStage).containsExactly(false, true, false);
            assertThat(promise.steps()).extracting(Step::differs).containsExactly(false, false, true);
        });
    }

    @Test
    void shouldRefuseARowThatItCannotRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rows.parse("-- some | when\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.parse("== f | p\n-- r | w | t\non: handle\nof: x\n"));
    }
}
