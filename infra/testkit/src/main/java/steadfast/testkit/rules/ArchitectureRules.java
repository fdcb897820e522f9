package steadfast.testkit.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules that every service keeps, to be checked in a plain test of it:
 *
 * <pre>{@code
 * ArchitectureRules.of("steadfast.payment").lifecycleSees("steadfast.gateway").check();
 * }</pre>
 *
 * <p>A service's features are the packages directly below its own. {@code lifecycle} is pure and
 * only {@code store} knows the database; both serve every feature. All other packages are features,
 * which do not depend on each other.
 */
public final class ArchitectureRules {

    private final String service;
    private final Set<String> lifecycleSees = new TreeSet<>(Set.of("steadfast.events"));
    private final Set<String> sharedRooms = new TreeSet<>(Set.of("lifecycle", "store"));
    private final Set<String> kafkaRooms = new TreeSet<>();

    private ArchitectureRules(String service) {
        this.service = service;
    }

    /** Creates the rules of the service with this package. */
    public static ArchitectureRules of(String service) {
        return new ArchitectureRules(service);
    }

    /**
     * Checks the service.
     *
     * @param lifecycleSees packages (without those below them) that its {@code lifecycle} may see
     *     besides {@code java..} and {@code steadfast.events}
     * @throws AssertionError naming every breach
     */
    public static void check(String service, Set<String> lifecycleSees) {
        of(service).lifecycleSees(lifecycleSees.toArray(String[]::new)).check();
    }

    /** Adds packages, without those below them, that {@code lifecycle} may see. */
    public ArchitectureRules lifecycleSees(String... packages) {
        lifecycleSees.addAll(List.of(packages));
        return this;
    }

    /** Adds packages that serve several features, as {@code store} does; they see no feature. */
    public ArchitectureRules shared(String... rooms) {
        sharedRooms.addAll(List.of(rooms));
        return this;
    }

    /** Adds packages that may see Kafka's own classes. */
    public ArchitectureRules kafkaIn(String... rooms) {
        kafkaRooms.addAll(List.of(rooms));
        return this;
    }

    /**
     * Checks the service's compiled classes, tests left out.
     *
     * @throws AssertionError naming every breach
     */
    public void check() {
        List<String> breaches =
                breaches(
                        new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages(service));
        if (!breaches.isEmpty()) {
            throw new AssertionError(
                    "%s breaks its rules %d times:%n%s"
                            .formatted(service, breaches.size(), String.join("\n", breaches)));
        }
    }

    List<String> breaches(JavaClasses classes) {
        if (classes.isEmpty()) {
            return List.of("there are no classes in " + service);
        }
        Features features = Features.of(service, classes, sharedRooms);
        List<ArchRule> rules = new ArrayList<>();
        rules.add(LayoutRules.lifecycleIsPure(service, lifecycleSees));
        rules.add(LayoutRules.featuresDoNotKnowEachOther(features));
        rules.add(LayoutRules.sharedRoomsSeeNoFeature(features));
        rules.add(LayoutRules.onlyStoreSeesTheDatabase(service));
        rules.add(LayoutRules.nobodySeesKafka(service, kafkaRooms));
        rules.add(LayoutRules.packagesAreNullMarked());
        rules.addAll(StyleRules.all());
        return rules.stream()
                .flatMap(rule ->
                        rule
                                .allowEmptyShould(true)
                                .evaluate(classes)
                                .getFailureReport()
                                .getDetails()
                                .stream()
                                .map(detail -> rule.getDescription() + ": " + detail))
                .toList();
    }
}
