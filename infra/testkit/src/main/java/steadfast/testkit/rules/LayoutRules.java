package steadfast.testkit.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/** The allowed dependencies inside a service. */
final class LayoutRules {

    private static final String[] DATABASE = {
        "jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate..", "java.sql.."
    };

    private LayoutRules() {}

    static ArchRule lifecycleIsPure(String service, Set<String> alsoSeen) {
        List<String> seen = new ArrayList<>(List.of("java..", "org.jspecify.."));
        seen.add(service + ".lifecycle..");
        seen.addAll(alsoSeen);
        return classes()
                .that()
                .resideInAPackage(service + ".lifecycle..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(seen.toArray(String[]::new))
                .as("lifecycle is pure");
    }

    static ArchRule featuresDoNotKnowEachOther(Features rooms) {
        return classes()
                .that(are("in a feature", rooms::isFeature))
                .should(
                        seeNothingWhere(
                                "it lies in another feature",
                                (from, to) ->
                                        rooms.isFeature(to)
                                                && !rooms.of(from).equals(rooms.of(to))))
                .as("features do not know each other");
    }

    static ArchRule sharedRoomsSeeNoFeature(Features rooms) {
        return classes()
                .that(are("in a shared room", one -> rooms.shared().contains(rooms.of(one))))
                .should(seeNothingWhere("it lies in a feature", (from, to) -> rooms.isFeature(to)))
                .as("shared rooms see no feature");
    }

    static ArchRule onlyStoreSeesTheDatabase(String service) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(service + ".store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DATABASE)
                .as("only store sees the database");
    }

    static ArchRule nobodySeesKafka(String service, Set<String> except) {
        String[] allowed =
                except.stream().map(room -> service + "." + room + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .as("Kafka stays behind steadfast.messaging");
    }

    static ArchRule packagesAreNullMarked() {
        return classes()
                .should(
                        new ArchCondition<>("lie in a @NullMarked package") {
                            @Override
                            public void check(JavaClass one, ConditionEvents events) {
                                if (!one.getPackage().isAnnotatedWith(NullMarked.class)) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    one,
                                                    "package "
                                                            + one.getPackageName()
                                                            + " of "
                                                            + one.getSimpleName()
                                                            + " has no @NullMarked package-info"));
                                }
                            }
                        })
                .as("every package is null-marked");
    }

    private static DescribedPredicate<JavaClass> are(
            String description, Predicate<JavaClass> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }

    private static ArchCondition<JavaClass> seeNothingWhere(
            String description, BiPredicate<JavaClass, JavaClass> forbidden) {
        return new ArchCondition<>("see nothing where " + description) {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                    if (forbidden.test(one, dependency.getTargetClass())) {
                        events.add(SimpleConditionEvent.violated(one, dependency.getDescription()));
                    }
                }
            }
        };
    }
}
