package steadfast.local.launch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks an address whether it is well. */
final class HttpProbe {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(3).toMillis();

    private HttpProbe() {}

    /** Whether it answers 200, within seconds. */
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
}
