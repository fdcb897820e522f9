package steadfast.launcher.settings;

import java.util.Map;
import java.util.Optional;

/** The variables of an environment; one that is set to nothing counts as not set. */
record Variables(Map<String, String> environment) {

    Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    boolean present(String name) {
        return text(name).isPresent();
    }
}
