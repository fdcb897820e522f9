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

    private static final List<String> CONTENT_TYPES =
            List.of(
                    "",
                    "/",
                    "a/b/c",
                    "*/*",
                    "application/*",
                    "text/plain",
                    "application/xml",
                    "application/problem+json",
                    "multipart/form-data",
                    "multipart/form-data; boundary=x",
                    "application/x-www-form-urlencoded",
                    "application/json; charset=nonsense",
                    "application/json;charset=utf-16",
                    "application/json;charset=ISO-8859-1",
                    "application/json;;;",
                    "application/json; =",
                    "application/json; charset",
                    "application/json; charset=",
                    "application/json; charset=\"",
                    "application/json, text/plain",
                    "application/json; charset=utf-8; charset=latin1",
                    "text/csv; charset=gbk",
                    "text/csv; charset=\u00FC",
                    "application/x-ndjson; charset=utf-16",
                    "text/csv; header=absent",
                    "\u00E9/\u00E9",
                    "a/" + "b".repeat(2_000));

    /** Ways to say the same type again. */
    private static final List<String> SAME_TYPE =
            List.of(
                    "%s; charset=utf-8",
                    "%s;charset=UTF-8", "%s ; charset=utf-8", "%s; charset=\"utf-8\"");

    private static final List<String> ACCEPT =
            List.of(
                    "",
                    ",",
                    "q=2",
                    "/",
                    "*",
                    "*/json",
                    ";;;",
                    "text/html",
                    "application/xml",
                    "application/json;q=abc",
                    "application/json;q=2",
                    "application/json;q=0",
                    "application/json;q=-1",
                    "application/json;version=1",
                    "application/problem+json",
                    "application/json;charset=nonsense",
                    "text/event-stream",
                    "\u00E9/*",
                    "a/b,".repeat(300));

    /** Whatever stands here, it is a wish and no condition (RFC 9110, section 12.5.4). */
    private static final List<String> ACCEPT_LANGUAGE =
            List.of(
                    "",
                    ",",
                    ",,,",
                    "*",
                    "zh;q=abc",
                    "zh;q=2",
                    "zh;q=0",
                    "zh;q=-1",
                    "en;q=1.0000",
                    "zh-CN,zh;q=0.9,en;q=0.8",
                    "zh_CN",
                    ";",
                    ";q=1",
                    "q=1",
                    "zh;;q=1",
                    "zh;q=1;q=0",
                    "zh;q=",
                    "x-",
                    "-",
                    "--",
                    "i-klingon",
                    "zh-Hant-TW-u-ca-chinese",
                    "*-CN;q=0.1",
                    "\u4E2D\u6587",
                    "\uD83D\uDE00",
                    "a".repeat(400),
                    "zh, ".repeat(500),
                    "0",
                    "zh;q=0,*",
                    "zh;level=1",
                    "zh;q=NaN",
                    "zh;q=1e400",
                    "\"zh\"");

    private static final List<String> AUTHORIZATION =
            List.of(
                    "",
                    "Bearer",
                    "Bearer ",
                    "Bearer wrong",
                    "Basic dXNlcjpwYXNz",
                    "Basic %%%",
                    "Basic",
                    "Digest a=\"",
                    "Bearer a b",
                    "Bearer \u00E9",
                    "Bearer \uD83D\uDE00",
                    "nonsense",
                    "Bearer " + "k".repeat(4_000),
                    "Negotiate YII=",
                    "bearer,");

    /** Headers that may mean something to somebody, and nothing to us. */
    private static final List<String> OTHERS =
            List.of(
                    "X-HTTP-Method-Override: DELETE",
                    "Range: bytes=0-",
                    "Range: nonsense",
                    "If-Match: *",
                    "If-None-Match: \"",
                    "If-Modified-Since: yesterday",
                    "Cookie: a=\"; b",
                    "Origin: null",
                    "Forwarded: for=\"",
                    "X-Forwarded-For: ,,",
                    "X-Forwarded-Host: a b",
                    "X-Forwarded-Proto: ftp",
                    "Content-Language: zz",
                    "Traceparent: nonsense",
                    "Accept-Encoding: gzip;q=abc",
                    "Accept-Encoding: br, \u00E9",
                    "Accept-Charset: nonsense",
                    "Date: never",
                    "Referer: :",
                    "User-Agent: ${jndi:a}",
                    "X-Request-Id: " + "r".repeat(1_000));

    /** Of these HTTP itself says what they mean, and its server answers. */
    private static final List<String> NOT_HTTP =
            List.of(
                    "Expect: 200-ok",
                    "Content-Encoding: gzip",
                    "X-Long: " + "l".repeat(9_000),
                    "X-Control: a\u0001b",
                    "X Space: a",
                    "TE: \u0000");

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
            draft.header("Content-Type", pick(SAME_TYPE, random).formatted(sent));
            return Change.harmless("Content-Type: " + draft.header("Content-Type"));
        }
        return replaced(draft, "Content-Type", pick(CONTENT_TYPES, random));
    }

    private Change accept(Draft draft, Operation operation, Random random) {
        return replaced(draft, "Accept", pick(ACCEPT, random));
    }

    private Change acceptLanguage(Draft draft, Operation operation, Random random) {
        String value = pick(ACCEPT_LANGUAGE, random);
        draft.header("Accept-Language", value);
        return Change.harmless("Accept-Language: " + value);
    }

    private Change authorization(Draft draft, Operation operation, Random random) {
        List<String> values = new ArrayList<>(AUTHORIZATION);
        examples.allKeys().forEach(key -> values.add("Bearer " + key));
        if (random.nextInt(5) == 0) {
            draft.withoutHeader("Authorization");
            return Change.any("no Authorization", null);
        }
        return replaced(draft, "Authorization", pick(values, random));
    }

    /** A header that this operation reads. */
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
        String header = pick(OTHERS, random);
        add(draft, header);
        return Change.harmless(header);
    }

    private Change notHttp(Draft draft, Operation operation, Random random) {
        String header = pick(NOT_HTTP, random);
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
