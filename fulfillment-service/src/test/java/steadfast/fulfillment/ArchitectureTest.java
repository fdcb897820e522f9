package steadfast.fulfillment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import steadfast.testkit.rules.ArchitectureRules;

class ArchitectureTest {

    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("steadfast.fulfillment");

    @Test
    void everyRuleOfAServiceIsKept() {
        ArchitectureRules.of("steadfast.fulfillment").shared("upload", "vault").check();
    }

    @Test
    void onlyTheVaultSeesTheCryptography() {
        noClasses()
                .that()
                .resideOutsideOfPackage("steadfast.fulfillment.vault")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.crypto.tink..", "javax.crypto..")
                .check(classes);
        // So that the rule above cannot be kept by naming the wrong package.
        classes()
                .that()
                .haveSimpleName("CardVault")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.crypto.tink..")
                .check(classes);
    }

    @Test
    void onlyTheStoreSeesTheDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackage("steadfast.fulfillment.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.postgresql..", "javax.sql..")
                .check(classes);
    }
}
