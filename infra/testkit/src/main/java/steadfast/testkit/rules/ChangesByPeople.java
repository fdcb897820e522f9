package steadfast.testkit.rules;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operations of a service by which a person changes something: those that are not a GET and
 * that a role other than a storefront's may call. Each must leave an audit row; a service's test
 * runs every one that this finds and looks for its row.
 */
public final class ChangesByPeople {

    private static final String ROLES_ALLOWED = "jakarta.annotation.security.RolesAllowed";
    private static final List<String> CHANGING =
            Stream.of("POST", "PUT", "PATCH", "DELETE")
                    .map(verb -> "jakarta.ws.rs." + verb)
                    .toList();

    private ChangesByPeople() {}

    /** Returns the operations of this package and below, such as {@code CatalogResource.put}. */
    public static Set<String> in(String service) {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(service)
                        .stream()
                        .flatMap(resource -> resource.getMethods().stream())
                        .filter(method -> CHANGING.stream().anyMatch(method::isAnnotatedWith))
                        .filter(ChangesByPeople::isForPeople)
                        .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isForPeople(JavaMethod method) {
        return rolesOf(method)
                .or(() -> rolesOf(method.getOwner()))
                .map(roles -> roles.stream().anyMatch(role -> !role.equals("storefront")))
                .orElse(false);
    }

    private static Optional<List<String>> rolesOf(HasAnnotations<?> annotated) {
        return annotated.getAnnotations().stream()
                .filter(one -> one.getRawType().getName().equals(ROLES_ALLOWED))
                .findFirst()
                .map(ChangesByPeople::roles);
    }

    private static List<String> roles(JavaAnnotation<?> allowed) {
        return Arrays.stream((Object[]) allowed.get("value").orElseThrow())
                .map(Object::toString)
                .toList();
    }
}
