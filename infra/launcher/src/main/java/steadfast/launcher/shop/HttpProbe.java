package steadfast.launcher.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Checks the health of an address. */
final class HttpProbe {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(3).toMillis();

    private static final ObjectMapper JSON = new ObjectMapper();

    private HttpProbe() {}

    /** Returns whether it answers 200, within seconds. */
    static boolean isWell(URI address) {
        try {
            HttpURLConnection call = (HttpURLConnection) address.toURL().openConnection();
            call.setConnectTimeout(PATIENCE_MILLIS);
            call.setReadTimeout(PATIENCE_MILLIS);
            try {
                return call.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                call.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the first need that an unready service names; empty if it names none. */
    static Optional<String> firstNeed(URI readiness) {
        try {
            HttpURLConnection call = (HttpURLConnection) readiness.toURL().openConnection();
            call.setConnectTimeout(PATIENCE_MILLIS);
            call.setReadTimeout(PATIENCE_MILLIS);
            if (call.getResponseCode() != HttpURLConnection.HTTP_UNAVAILABLE) {
                return Optional.empty();
            }
            try (InputStream body = call.getErrorStream()) {
                return StreamSupport.stream(JSON.readTree(body).path("checks").spliterator(), false)
                        .map(check -> check.path("data").path("need-1").asText(""))
                        .filter(need -> !need.isEmpty())
                        .findFirst();
            } finally {
                call.disconnect();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
