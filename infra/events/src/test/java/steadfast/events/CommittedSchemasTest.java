package steadfast.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedSchemasTest {

    @TempDir Path folder;

    @Test
    void writingAgainKeepsTheDescriptionsAndTakesTheNewField() throws IOException {
        CommittedSchemas schemas = new CommittedSchemas(folder);
        ObjectNode first = new SchemaGenerator().schemaOf(GatewayFinding.class);
        first.put("description", "of the event");
        ((ObjectNode) first.at("/properties/amount/properties/currency"))
                .put("description", "of a field's field");
        schemas.write("GatewayFinding", first);

        ObjectNode next = new SchemaGenerator().schemaOf(GatewayFinding.class);
        ((ObjectNode) next.get("properties")).putObject("merchant").put("type", "string");
        schemas.write("GatewayFinding", next);

        JsonNode written = schemas.schema("GatewayFinding").orElseThrow();
        assertThat(written.get("description").asText()).isEqualTo("of the event");
        assertThat(written.at("/properties/amount/properties/currency/description").asText())
                .isEqualTo("of a field's field");
        assertThat(written.at("/properties/merchant/type").asText()).isEqualTo("string");
        assertThat(SchemaComparison.of(next, written).isSame()).isTrue();
        assertThat(schemas.names()).containsExactly("GatewayFinding");
    }
}
