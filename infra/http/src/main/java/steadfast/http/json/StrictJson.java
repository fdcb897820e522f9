package steadfast.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Makes the mapper of HTTP bodies strict. A record component marked {@code @Nullable}, or of type
 * {@code Optional}, may be absent or null; all others are required.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {

    /** Our largest body is an order of some 200 bytes; a stock import is not JSON as a whole. */
    static final int MAX_DOCUMENT_BYTES = 64 * 1024;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NAME_CHARACTERS = 128;

    @Override
    public int priority() {
        return MINIMUM_PRIORITY; // applied last: nothing loosens it again
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new JavaTimeModule());
        mapper.registerModule(
                new SimpleModule("iso-instants")
                        .addDeserializer(Instant.class, new IsoInstantReader()));
        mapper.setAnnotationIntrospector(
                AnnotationIntrospectorPair.pair(
                        new PresentUnlessNullable(),
                        mapper.getDeserializationConfig().getAnnotationIntrospector()));
        mapper.enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        mapper.disable(
                DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT);
        mapper.configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);
        mapper.configure(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, false);
        // The writer needs no duplicate check, and big amounts stay plain digits.
        mapper.configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
        refuseCoercion(mapper);
        limit(mapper.getFactory());
    }

    private static void refuseCoercion(ObjectMapper mapper) {
        for (LogicalType scalar :
                new LogicalType[] {
                    LogicalType.Integer,
                    LogicalType.Float,
                    LogicalType.Boolean,
                    LogicalType.Textual,
                    LogicalType.Enum,
                    LogicalType.DateTime,
                    LogicalType.OtherScalar
                }) {
            for (CoercionInputShape shape : CoercionInputShape.values()) {
                if (!natural(shape, scalar)) {
                    mapper.coercionConfigFor(scalar).setCoercion(shape, CoercionAction.Fail);
                }
            }
        }
    }

    /**
     * Returns whether such a type is written as a value of this shape, so that nothing is guessed.
     */
    private static boolean natural(CoercionInputShape shape, LogicalType type) {
        return switch (type) {
            case Integer -> shape == CoercionInputShape.Integer;
            case Float -> shape == CoercionInputShape.Integer || shape == CoercionInputShape.Float;
            case Boolean -> shape == CoercionInputShape.Boolean;
            case Textual ->
                    shape == CoercionInputShape.String || shape == CoercionInputShape.EmptyString;
            default -> shape == CoercionInputShape.String;
        };
    }

    static void limit(JsonFactory factory) {
        factory.setStreamReadConstraints(
                StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_DOCUMENT_BYTES)
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(MAX_NAME_CHARACTERS)
                        // A value that is too long for its field is refused there, with the field's
                        // name.
                        .maxNumberLength(MAX_DOCUMENT_BYTES)
                        .maxStringLength(MAX_DOCUMENT_BYTES)
                        .build());
    }
}
