package steadfast.system;

import java.util.Locale;

/**
 * One setting of the services.
 *
 * @param key as in a properties file
 * @param byDefault as in {@code @WithDefault}; empty if the setting has none
 * @param meaning the first sentence of its Javadoc
 */
record ConfigKey(String key, String byDefault, String meaning) {

    /** The environment variable that sets it, by the rule of MicroProfile Config. */
    String environmentVariable() {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    String asTableRow() {
        return "| `%s` | `%s` | %s | %s |"
                .formatted(
                        key,
                        environmentVariable(),
                        byDefault.isEmpty() ? "–" : "`" + byDefault + "`",
                        meaning.replace("|", "\\|"));
    }
}
