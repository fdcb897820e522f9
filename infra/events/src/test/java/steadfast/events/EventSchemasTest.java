package steadfast.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventSchemasTest {

    private static final String WRITE =
            "infra/run test events EventSchemasTest -Dsteadfast.schemas=write";

    private final SchemaGenerator generator = new SchemaGenerator();
    private final CommittedSchemas committed = new CommittedSchemas();
    private final EventCodec codec = new EventCodec();
    private final JsonMapper json = new JsonMapper();

    static Stream<String> types() {
        return CommittedSchemas.eventTypes().keySet().stream();
    }

    @Test
    void everyEventTypeHasASchemaAndEverySchemaAnEventType() throws IOException {
        writeIfAsked();

        assertThat(committed.names())
                .as("a new type's schema is written by: " + WRITE)
                .isEqualTo(CommittedSchemas.eventTypes().keySet());
    }

    @ParameterizedTest
    @MethodSource("types")
    void theCommittedSchemaSaysWhatTheRecordSays(String type) throws IOException {
        assumeTrue(!isWriting(), "writing, not judging");
        SchemaComparison change =
                SchemaComparison.of(committed.schema(type).orElseThrow(), generated(type));

        if (!change.incompatible().isEmpty()) {
            fail(
                    "%s would break its readers or the records that are on the topics: %s. Say the"
                            + " new thing with a new event type instead.",
                    type, change.incompatible());
        }
        if (!change.compatible().isEmpty()) {
            fail(
                    "%s changed compatibly: %s. Commit its new schema, written by: %s",
                    type, change.compatible(), WRITE);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void theEventAndEveryFieldAreDescribed(String type) throws IOException {
        List<String> undescribed = new ArrayList<>();

        undescribed(type, committed.schema(type).orElseThrow(), undescribed);

        assertThat(undescribed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheCodecWritesIsValidAndReadsBackEqual(EventSamples.Nullables nullables)
            throws Exception {
        EventSamples samples = new EventSamples(7, nullables);
        for (Map.Entry<String, Class<? extends Event>> type :
                CommittedSchemas.eventTypes().entrySet()) {
            Schema schema = validator(type.getKey());
            for (int number = 0; number < 200; number++) {
                Event event = samples.sample(type.getValue());

                EventCodec.Encoded encoded = codec.encode(event);

                assertValid(schema, new String(encoded.value(), StandardCharsets.UTF_8));
                assertThat(codec.decode(encoded.topic(), encoded.type(), encoded.value()))
                        .isEqualTo(event);
            }
        }
    }

    @Test
    void aFieldThatMayBeNullMayBeLeftOut() throws Exception {
        EventSamples samples = new EventSamples(7, EventSamples.Nullables.ABSENT);
        for (Map.Entry<String, Class<? extends Event>> type :
                CommittedSchemas.eventTypes().entrySet()) {
            Event event = samples.sample(type.getValue());
            EventCodec.Encoded encoded = codec.encode(event);
            ObjectNode value = (ObjectNode) json.readTree(encoded.value());
            value.properties().removeIf(field -> field.getValue().isNull());

            assertValid(validator(type.getKey()), value.toString());
            assertThat(codec.decode(encoded.topic(), encoded.type(), json.writeValueAsBytes(value)))
                    .isEqualTo(event);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void schemaAndCodecAgreeOnWhatMustBeThere(String type) throws Exception {
        Event event =
                new EventSamples(7, EventSamples.Nullables.PRESENT)
                        .sample(CommittedSchemas.eventTypes().get(type));
        EventCodec.Encoded encoded = codec.encode(event);
        Schema schema = validator(type);
        for (Map.Entry<String, JsonNode> field : json.readTree(encoded.value()).properties()) {
            ObjectNode without = (ObjectNode) json.readTree(encoded.value());
            without.remove(field.getKey());

            boolean valid = schema.validate(without.toString(), InputFormat.JSON).isEmpty();

            assertThat(isReadable(encoded, without))
                    .as("%s without %s", type, field.getKey())
                    .isEqualTo(valid);
        }
    }

    private boolean isReadable(EventCodec.Encoded encoded, ObjectNode value) throws IOException {
        try {
            codec.decode(encoded.topic(), encoded.type(), json.writeValueAsBytes(value));
            return true;
        } catch (UnreadableEventException e) {
            return false;
        }
    }

    private void writeIfAsked() throws IOException {
        if (!isWriting()) {
            return;
        }
        for (String type : CommittedSchemas.eventTypes().keySet()) {
            Optional<JsonNode> before = committed.schema(type);
            if (before.isPresent()) {
                assertThat(SchemaComparison.of(before.get(), generated(type)).incompatible())
                        .as("%s is not written over an incompatible change", type)
                        .isEmpty();
            }
            committed.write(type, generated(type));
        }
    }

    private static boolean isWriting() {
        return "write".equals(System.getProperty("steadfast.schemas"));
    }

    private ObjectNode generated(String type) {
        return generator.schemaOf(CommittedSchemas.eventTypes().get(type));
    }

    private Schema validator(String type) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(committed.text(type), InputFormat.JSON);
    }

    private static void assertValid(Schema schema, String value) {
        assertThat(
                        schema.validate(
                                value,
                                InputFormat.JSON,
                                execution ->
                                        execution.executionConfig(
                                                config -> config.formatAssertionsEnabled(true))))
                .as(value)
                .isEmpty();
    }

    private static void undescribed(String path, JsonNode schema, List<String> found) {
        if (schema.path("description").asText().isBlank()) {
            found.add(path);
        }
        if (schema.has("items")) {
            undescribed(path + "/items", schema.get("items"), found);
        }
        schema.path("properties")
                .properties()
                .forEach(
                        field -> undescribed(path + "/" + field.getKey(), field.getValue(), found));
    }
}
