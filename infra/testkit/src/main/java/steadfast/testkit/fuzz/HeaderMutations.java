package steadfast.testkit.fuzz;

import static steadfast.testkit.fuzz.Mutation.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import steadfast.testkit.fuzz.ApiDescription.Operation;
import steadfast.testkit.fuzz.ApiDescription.Place;

/** Makes a header odd: those that every request has, and those that an operation reads. */
final class HeaderMutations {

    private final Examples examples;

    HeaderMutations(Examples examples) {
        this.examples = examples;
    }

    List<Mutation> all() {
        return List.of(
                this::contentType,
                this::contentType,
                this::accept,
                this::acceptLanguage,
                this::acceptLanguage,
                this::authorization,
                this::read,
                this::read,
                this::read,
                this::other,
                this::notHttp);
    }

    private @Nullable Change contentType(Draft draft, Operation operation, Random random) {
        String sent = draft.header("Content-Type");
        if (sent == null) {
            return null;
        }
        if (random.nextInt(6) == 0) {
            draft.withoutHeader("Content-Type");
            return Change.any("no Content-Type", null);
        }
        if (random.nextInt(4) == 0) {
            draft.header("Content-Type", pick(OddHeaders.SAME_TYPE, random).formatted(sent));
            return Change.harmless("Content-Type: " + draft.header("Content-Type"));
        }
        return replaced(draft, "Content-Type", pick(OddHeaders.CONTENT_TYPES, random));
    }

    private Change accept(Draft draft, Operation operation, Random random) {
        return replaced(draft, "Accept", pick(OddHeaders.ACCEPT, random));
    }

    private Change acceptLanguage(Draft draft, Operation operation, Random random) {
        String value = pick(OddHeaders.ACCEPT_LANGUAGE, random);
        draft.header("Accept-Language", value);
        return Change.harmless("Accept-Language: " + value);
    }

    private Change authorization(Draft draft, Operation operation, Random random) {
        List<String> values = new ArrayList<>(OddHeaders.AUTHORIZATION);
        examples.allKeys().forEach(key -> values.add("Bearer " + key));
        if (random.nextInt(5) == 0) {
            draft.withoutHeader("Authorization");
            return Change.any("no Authorization", null);
        }
        return replaced(draft, "Authorization", pick(values, random));
    }

    /** Makes a header odd that this operation reads. */
    private @Nullable Change read(Draft draft, Operation operation, Random random) {
        List<String> names = new ArrayList<>(operation.parameters(Place.HEADER));
        names.addAll(examples.headersOf(operation.name()));
        if (names.isEmpty()) {
            return null;
        }
        String name = pick(names, random);
        String field = operation.readsOthersBodies() ? null : name;
        if (random.nextInt(8) == 0) {
            draft.withoutHeader(name);
            return Change.any("no " + name, field);
        }
        if (random.nextInt(8) == 0) {
            draft.headers().add(new Draft.Header(name, "another"));
            return Change.any(name + " twice", field);
        }
        String value = pick(OddValues.TEXTS, random);
        draft.header(name, value);
        return Change.any(name + ": " + value, field);
    }

    private Change other(Draft draft, Operation operation, Random random) {
        String header = pick(OddHeaders.OTHERS, random);
        add(draft, header);
        return Change.harmless(header);
    }

    private Change notHttp(Draft draft, Operation operation, Random random) {
        String header = pick(OddHeaders.NOT_HTTP, random);
        add(draft, header);
        return Change.notHttp(header);
    }

    private static Change replaced(Draft draft, String name, String value) {
        draft.header(name, value);
        return Change.any(name + ": " + value, null);
    }

    private static void add(Draft draft, String header) {
        int colon = header.indexOf(": ");
        draft.headers()
                .add(new Draft.Header(header.substring(0, colon), header.substring(colon + 2)));
    }
}
