package steadfast.testkit.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;

/** The rules for the style of a service's code. */
final class StyleRules {

    /** A static field of such a type, or one that is filled with such an object, is state. */
    private static final List<Class<?>> MUTABLE =
            List.of(
                    AbstractCollection.class,
                    AbstractMap.class,
                    ConcurrentMap.class,
                    ThreadLocal.class,
                    Random.class,
                    Date.class,
                    Executor.class,
                    Lock.class,
                    StringBuilder.class);

    private StyleRules() {}

    static List<ArchRule> all() {
        return List.of(
                noFieldIsInjected(),
                logsGoThroughTheLogger(),
                nothingPrints(),
                noStaticState(),
                noUtilityDumps(),
                nothingScheduledWaitsBehindRequests());
    }

    private static ArchRule noFieldIsInjected() {
        return noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .as("constructors inject, fields do not");
    }

    private static ArchRule logsGoThroughTheLogger() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .as("nobody uses java.util.logging");
    }

    private static ArchRule nothingPrints() {
        return noClasses().should(ACCESS_STANDARD_STREAMS).as("nobody prints");
    }

    private static ArchRule noStaticState() {
        return classes()
                .should(
                        new ArchCondition<>("have no static state") {
                            @Override
                            public void check(JavaClass one, ConditionEvents events) {
                                one.getFields().stream()
                                        .filter(StyleRules::isState)
                                        .forEach(field ->
                                                events.add(
                                                        SimpleConditionEvent.violated(
                                                                one, field.getDescription())));
                                one.getStaticInitializer().stream()
                                        .flatMap(initializer ->
                                                initializer.getConstructorCallsFromSelf().stream())
                                        .filter(call -> isMutable(call.getTargetOwner()))
                                        .map(JavaConstructorCall::getDescription)
                                        .forEach(made ->
                                                events.add(
                                                        SimpleConditionEvent.violated(one, made)));
                            }
                        })
                .as("there is no static state");
    }

    private static boolean isState(JavaField field) {
        // Synthetic: an enum's $VALUES, a switch's table.
        if (!field.getModifiers().contains(JavaModifier.STATIC)
                || field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return false;
        }
        boolean exposedArray =
                field.getRawType().isArray()
                        && !field.getModifiers().contains(JavaModifier.PRIVATE);
        return !field.getModifiers().contains(JavaModifier.FINAL)
                || exposedArray
                || isMutable(field.getRawType());
    }

    private static boolean isMutable(JavaClass type) {
        return type.getPackageName().equals("java.util.concurrent.atomic")
                || MUTABLE.stream().anyMatch(type::isAssignableTo);
    }

    private static ArchRule noUtilityDumps() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Common")
                .as("no class is a dump");
    }

    /** The other threads are those of the HTTP requests, which a crowd takes all. */
    private static ArchRule nothingScheduledWaitsBehindRequests() {
        return methods()
                .that()
                .areAnnotatedWith("io.quarkus.scheduler.Scheduled")
                .should()
                .beAnnotatedWith("io.smallrye.common.annotation.RunOnVirtualThread")
                .as("what is scheduled has a thread of its own");
    }
}
