package steadfast.events;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The schemas in a folder, by default the one under version control. */
final class CommittedSchemas {

    private static final Path COMMITTED = Path.of("src/main/resources/steadfast/events/schemas");

    private final JsonMapper json = new JsonMapper();
    private final Path folder;

    CommittedSchemas() {
        this(COMMITTED);
    }

    CommittedSchemas(Path folder) {
        this.folder = folder;
    }

    /** Every event type of every topic, by its name on the wire. */
    static Map<String, Class<? extends Event>> eventTypes() {
        Map<String, Class<? extends Event>> types = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            topic.types()
                    .forEach((name, type) -> {
                        if (types.put(name, type) != null) {
                            throw new AssertionError("two topics have a " + name);
                        }
                    });
        }
        return types;
    }

    Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.forEach(
                    file -> names.add(file.getFileName().toString().replaceFirst("\\.json$", "")));
            return names;
        }
    }

    String text(String type) throws IOException {
        return Files.readString(folder.resolve(type + ".json"));
    }

    Optional<JsonNode> schema(String type) throws IOException {
        return Files.exists(folder.resolve(type + ".json"))
                ? Optional.of(json.readTree(text(type)))
                : Optional.empty();
    }

    /** Writes a schema and keeps the descriptions that its file has. */
    void write(String type, ObjectNode generated) throws IOException {
        Optional<JsonNode> before = schema(type);
        ObjectNode described = generated.deepCopy();
        before.ifPresent(old -> keepDescriptions(old, described));
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(type + ".json"),
                json.writer(printer).writeValueAsString(described) + "\n");
    }

    private void keepDescriptions(JsonNode old, ObjectNode now) {
        if (old.has("description")) {
            ObjectNode copy = now.deepCopy();
            now.removeAll();
            // Reads best before the structure, after what names the schema.
            copy.properties()
                    .forEach(entry -> {
                        if (entry.getKey().equals("type")) {
                            now.set("description", old.get("description"));
                        }
                        now.set(entry.getKey(), entry.getValue());
                    });
        }
        if (now.has("items")) {
            keepDescriptions(old.path("items"), (ObjectNode) now.get("items"));
        }
        JsonNode fields = now.path("properties");
        fields.properties()
                .forEach(field ->
                        keepDescriptions(
                                old.path("properties").path(field.getKey()),
                                (ObjectNode) field.getValue()));
    }
}
