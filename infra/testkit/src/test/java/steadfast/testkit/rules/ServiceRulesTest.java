package steadfast.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceRulesTest {

    private static final String GOOD = "steadfast.planted.good";
    private static final String BAD = "steadfast.planted.bad";

    private static final JavaClasses GOOD_CLASSES = new ClassFileImporter().importPackages(GOOD);
    private static final JavaClasses BAD_CLASSES = new ClassFileImporter().importPackages(BAD);

    @Test
    void aServiceThatKeepsTheRulesHasNoBreach() {
        assertThat(ArchitectureRules.of(GOOD).breaches(GOOD_CLASSES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lifecycle is pure, ImpureState.saved",
        "shared rooms see no feature, Rows.paid",
        "features do not know each other, Pay.shipped",
        "only store sees the database, Pay.connected",
        "Kafka stays behind steadfast.messaging, Ship.leaves",
        "every package is null-marked, steadfast.planted.bad.unmarked",
        "'constructors inject, fields do not', Ship.dock",
        "nobody uses java.util.logging, Ship.leaves",
        "nobody prints, Ship.leaves",
        "no class is a dump, ShipUtils",
        "there is no static state, ShipUtils.left",
        "there is no static state, ShipUtils.COUNT",
        "there is no static state, ShipUtils.SHARED",
        "there is no static state, java.util.HashMap"
    })
    void eachPlantedOffenceIsNamed(String rule, String offender) {
        assertThat(ArchitectureRules.of(BAD).breaches(BAD_CLASSES))
                .anySatisfy(
                        breach -> assertThat(breach).startsWith(rule + ": ").contains(offender));
    }

    @Test
    void theOffendersAreOnlyBlamedForWhatTheyDid() {
        // one offence can be told several times, by parameter and by field
        Set<String> blamed =
                ArchitectureRules.of(BAD).breaches(BAD_CLASSES).stream()
                        .map(breach -> breach.substring(0, breach.indexOf(": ")))
                        .collect(Collectors.toSet());

        assertThat(blamed).hasSize(11);
    }

    @Test
    void anAllowedRoomMaySeeKafka() {
        List<String> breaches = ArchitectureRules.of(BAD).kafkaIn("ship").breaches(BAD_CLASSES);

        assertThat(breaches).noneMatch(breach -> breach.startsWith("Kafka stays"));
    }

    @Test
    void lifecycleMaySeeWhatItIsAllowed() {
        List<String> breaches =
                ArchitectureRules.of(BAD)
                        .lifecycleSees("steadfast.planted.bad.store")
                        .breaches(BAD_CLASSES);

        assertThat(breaches).noneMatch(breach -> breach.startsWith("lifecycle is pure"));
    }

    @Test
    void aSharedRoomMayBeSeenByFeatures() {
        List<String> breaches = ArchitectureRules.of(BAD).shared("ship").breaches(BAD_CLASSES);

        assertThat(breaches).noneMatch(breach -> breach.startsWith("features do not know"));
    }

    @Test
    void aServiceWithoutClassesBreaksTheRules() {
        assertThatThrownBy(() -> ArchitectureRules.check("steadfast.mistyped", Set.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there are no classes in steadfast.mistyped");
    }

    @Test
    void aBreachFailsTheTestOfTheService() {
        // this module's own classes lie in no service: its sleeps and Kafka clients are breaches
        assertThatThrownBy(() -> ArchitectureRules.check("steadfast.testkit", Set.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Kafka stays behind steadfast.messaging")
                .hasMessageContaining("TestRecords");
    }
}
