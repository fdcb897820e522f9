package steadfast.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request in the making: its parts are sent as they are, so that each of them can be odd. */
public final class Draft {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A header as it is sent; names may occur twice. */
    record Header(String name, String value) {}

    private final List<Header> headers = new ArrayList<>();
    private final Map<String, String> pathValues = new LinkedHashMap<>();
    private final List<String> query = new ArrayList<>();
    private String method;
    private String path;
    private @Nullable JsonNode json;
    private byte[] bytes = {};
    private boolean chunked;

    Draft(String method, String path) {
        this.method = method;
        this.path = path;
    }

    String method() {
        return method;
    }

    void method(String other) {
        this.method = other;
    }

    /** Returns the path's template, with {@code {names}} in it. */
    String path() {
        return path;
    }

    void path(String other) {
        this.path = other;
    }

    /** Returns the path's values as they are sent, by name; changes are sent. */
    public Map<String, String> pathValues() {
        return pathValues;
    }

    /** Returns the query's parts, such as {@code limit=5}. */
    List<String> query() {
        return query;
    }

    List<Header> headers() {
        return headers;
    }

    /** Returns the first header of this name; null if there is none. */
    public @Nullable String header(String name) {
        return headers.stream()
                .filter(one -> one.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse(null);
    }

    /** Sets this header to this value alone. */
    public void header(String name, String value) {
        withoutHeader(name);
        headers.add(new Header(name, value));
    }

    void withoutHeader(String name) {
        headers.removeIf(one -> one.name().equalsIgnoreCase(name));
    }

    /** Returns the body as JSON; null if it is not, or no longer, JSON. */
    public @Nullable JsonNode json() {
        return json;
    }

    void json(JsonNode body) {
        this.json = body;
    }

    /** Returns the body as it is sent. */
    public byte[] body() {
        try {
            return json == null ? bytes : JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets the body to these bytes. */
    public void body(byte[] other) {
        this.json = null;
        this.bytes = other;
    }

    /** Sends the body in chunks, so that no header gives its length. */
    void inChunks() {
        this.chunked = true;
    }

    /** Returns the address as it stands in the request's first line. */
    String target() {
        String address = path;
        for (Map.Entry<String, String> value : pathValues.entrySet()) {
            address = address.replace("{" + value.getKey() + "}", value.getValue());
        }
        return query.isEmpty() ? address : address + "?" + String.join("&", query);
    }

    /** Returns the whole request as bytes. */
    byte[] wire() {
        byte[] body = body();
        StringBuilder head = new StringBuilder(method + " " + target() + " HTTP/1.1\r\n");
        head.append("Host: localhost\r\n");
        headers.forEach(
                one -> head.append(one.name()).append(": ").append(one.value()).append("\r\n"));
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n\r\n");
        } else if (body.length > 0 || !(method.equals("GET") || method.equals("HEAD"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        } else {
            head.append("\r\n");
        }
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(head.toString().getBytes(UTF_8));
        if (chunked) {
            if (body.length > 0) {
                wire.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(UTF_8));
                wire.writeBytes(body);
                wire.writeBytes("\r\n".getBytes(UTF_8));
            }
            wire.writeBytes("0\r\n\r\n".getBytes(UTF_8));
        } else {
            wire.writeBytes(body);
        }
        return wire.toByteArray();
    }
}
