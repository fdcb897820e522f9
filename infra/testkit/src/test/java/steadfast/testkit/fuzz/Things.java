package steadfast.testkit.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The description of a service that keeps things, and one of its requests. */
final class Things {

    static final String DOCUMENT =
            """
            {"openapi":"3.1.0",
             "components":{"schemas":{
               "Thing":{"type":"object","properties":{
                 "name":{"type":"string"},
                 "size":{"$ref":"#/components/schemas/Size"},
                 "tags":{"type":"array","items":{"type":"string"}}}},
               "Size":{"type":"object","properties":{"width":{"type":"integer"}}}}},
             "paths":{
               "/v1/things":{"get":{
                 "parameters":[{"name":"limit","in":"query","schema":{"type":"string"}}]}},
               "/v1/things/{thingId}":{"put":{
                 "parameters":[{"name":"thingId","in":"path","schema":{"type":"string"}},
                               {"name":"View-Token","in":"header","schema":{"type":"string"}}],
                 "requestBody":{"content":{"application/json":{
                   "schema":{"$ref":"#/components/schemas/Thing"}}}},
                 "security":[{"SecurityScheme":["operator"]}]}}}}\
            """;

    private Things() {}

    static ApiDescription description() {
        try {
            return new ApiDescription(new ObjectMapper().readTree(DOCUMENT));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static Examples examples() {
        return new Examples()
                .key("operator", "operators-key")
                .values("thingId", "T-1")
                .values("name", "a thing")
                .values("View-Token", "token");
    }

    static CaseGenerator cases(long seed) {
        return new CaseGenerator(description(), examples(), seed);
    }
}
