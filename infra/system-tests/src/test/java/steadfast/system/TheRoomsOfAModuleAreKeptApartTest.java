package steadfast.system;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see whom where a module is more than one package; each service has a test of its own. */
class TheRoomsOfAModuleAreKeptApartTest {

    private static final String EVENTS = "steadfast.events";
    private static final String EVENTS_ON_KAFKA = "steadfast.events.kafka";
    private static final String MESSAGING = "steadfast.messaging";
    private static final String LAUNCHER = "steadfast.launcher";
    private static final String CLIENT = "steadfast.client";
    private static final String DEMO = "steadfast.demo";

    /**
     * What others use though it does not lie at the root: replaying, draining ladders of before,
     * and what Kafka must offer.
     */
    private static final Set<String> DOORS_OF_MESSAGING =
            Set.of(
                    "steadfast.messaging.drain.DrainedTopic",
                    "steadfast.messaging.drain.GroupRunsException",
                    "steadfast.messaging.drain.LadderDrain",
                    "steadfast.messaging.replay.DeadLetterReplay",
                    "steadfast.messaging.replay.DeadLetterReport",
                    "steadfast.messaging.replay.KafkaAwayException",
                    "steadfast.messaging.replay.ReplayOutcome",
                    "steadfast.messaging.replay.ReplayRequest",
                    "steadfast.messaging.needs.KafkaNeeds",
                    "steadfast.messaging.needs.TopicOwner");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("steadfast");

    @Test
    void othersSeeTheRootOfMessagingAndItsDoorsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(MESSAGING + "..")
                .should()
                .dependOnClassesThat(
                        describe(
                                "lie inside messaging",
                                TheRoomsOfAModuleAreKeptApartTest::isInsideMessaging))
                .check(CLASSES);
    }

    @Test
    void theContractNeedsNothingButJavaAndJackson() {
        classes()
                .that()
                .resideInAPackage(EVENTS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(EVENTS, "java..", "com.fasterxml..", "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void theEngineKnowsNoEvent() {
        noClasses()
                .that()
                .resideInAPackage(MESSAGING + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EVENTS + "..")
                .check(CLASSES);
    }

    @Test
    void onlyServicesPutTheContractOnKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        EVENTS_ON_KAFKA,
                        "steadfast.order..",
                        "steadfast.payment..",
                        "steadfast.fulfillment..",
                        "steadfast.reconciler..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EVENTS_ON_KAFKA)
                .check(CLASSES);
    }

    @Test
    void theLauncherKnowsNeitherTheDemoNorTheClient() {
        noClasses()
                .that()
                .resideInAPackage(LAUNCHER + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DEMO + "..", CLIENT + "..")
                .check(CLASSES);
    }

    @Test
    void theClientKnowsNeitherTheDemoNorTheLauncher() {
        noClasses()
                .that()
                .resideInAPackage(CLIENT + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DEMO + "..", LAUNCHER + "..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {MESSAGING, LAUNCHER, CLIENT, DEMO})
    void noTwoRoomsNeedEachOther(String module) {
        slices().assignedFrom(packagesBelow(module)).should().beFreeOfCycles().check(CLASSES);
    }

    private static boolean isInsideMessaging(JavaClass one) {
        return one.getPackageName().startsWith(MESSAGING + ".")
                && !DOORS_OF_MESSAGING.contains(outermost(one).getName());
    }

    private static JavaClass outermost(JavaClass one) {
        return one.getEnclosingClass()
                .map(TheRoomsOfAModuleAreKeptApartTest::outermost)
                .orElse(one);
    }

    private static SliceAssignment packagesBelow(String module) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass one) {
                String name = one.getPackageName();
                return name.equals(module) || name.startsWith(module + ".")
                        ? SliceIdentifier.of(name)
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of " + module;
            }
        };
    }
}
