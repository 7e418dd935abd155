package io.millrace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house: imports run one way, along a packet's journey, and what is not exported stays inside. */
final class HouseTest {
    private static final String HOUSE = "io.millrace";

    /** For each room the rooms it may look into. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry("ffi", Set.of()),
            Map.entry("protocol", Set.of()),
            Map.entry("ledger", Set.of()),
            Map.entry("store", Set.of("ffi", "protocol")),
            Map.entry("lane", Set.of("store")),
            Map.entry("overload", Set.of("ledger", "protocol")),
            Map.entry("worker", Set.of("lane", "ledger", "overload", "store")),
            Map.entry("afpacket", Set.of("ffi", "protocol")),
            Map.entry("pcap", Set.of("ffi", "protocol")),
            Map.entry("savefile", Set.of("ffi", "protocol")),
            Map.entry("plan", Set.of("store")),
            Map.entry("replay", Set.of("savefile", "afpacket", "pcap", "ffi", "protocol", "ledger")),
            Map.entry("source", Set.of("savefile", "afpacket", "pcap", "ffi", "protocol")),
            Map.entry("spool", Set.of("lane", "ledger", "overload", "protocol", "savefile", "store", "worker")),
            Map.entry(
                    "intake",
                    Set.of(
                            "lane",
                            "ledger",
                            "overload",
                            "protocol",
                            "savefile",
                            "source",
                            "spool",
                            "store",
                            "worker")));

    private static final Set<String> EXPORTED = Set.of(
            HOUSE,
            HOUSE + ".pcap",
            HOUSE + ".afpacket",
            HOUSE + ".plan",
            HOUSE + ".protocol",
            HOUSE + ".savefile",
            HOUSE + ".replay");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HOUSE);

    static Set<String> rooms() {
        return new TreeSet<>(ROOMS.keySet());
    }

    @Test
    void shouldKnowEveryRoom() {
        Set<String> there = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(HOUSE))
                .map(name -> name.substring(HOUSE.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(there).isEqualTo(rooms());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void shouldLookOnlyIntoTheRoomsAhead(String room) {
        List<String> forbidden = rooms().stream()
                .filter(other -> !other.equals(room) && !ROOMS.get(room).contains(other))
                .map(other -> HOUSE + "." + other)
                .collect(Collectors.toList());
        forbidden.add(HOUSE);
        noClasses()
                .that()
                .resideInAPackage(HOUSE + "." + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoCycles() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldNameRoomsByWhatIsInThem() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..impl..", "..service..", "..manager..", "..common..")
                .check(CLASSES);
        classes()
                .should()
                .haveNameNotMatching(".*(Util|Utils|Impl|Manager|Helper)")
                .check(CLASSES);
    }

    /** Whoever uses an exported class must be able to name everything in its public signatures. */
    @Test
    void shouldExportWhatExportedSignaturesName() {
        Set<String> leaks = new TreeSet<>();
        for (JavaClass exported : CLASSES) {
            if (!EXPORTED.contains(exported.getPackageName()) || !isPublic(exported)) {
                continue;
            }
            for (JavaMethod method : exported.getMethods()) {
                if (method.getModifiers().contains(JavaModifier.PUBLIC)
                        || method.getModifiers().contains(JavaModifier.PROTECTED)) {
                    method.getAllInvolvedRawTypes().stream()
                            .filter(type -> type.getPackageName().startsWith(HOUSE))
                            .filter(type -> !EXPORTED.contains(type.getPackageName()))
                            .forEach(type -> leaks.add(method.getFullName() + " names " + type.getName()));
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(HouseTest::isPublic).orElse(true);
    }
}
