package steadfast.payment;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import steadfast.events.Money;
import steadfast.events.PaymentId;

/** Calls the service back as the scripted gateway would, and as those who would like to be it. */
@Singleton
class Callbacks {
    static final String SIGNATURE = "Sandbox-Signature";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final MeterRegistry meters;

    Callbacks(MeterRegistry meters) {
        this.meters = meters;
    }

    /** What the gateway would say of the payment. */
    static String body(PaymentId payment, String status, Money amount) {
        return body(ScriptedGateway.CALLBACKS.merchant(), payment, status, amount);
    }

    static String body(String merchant, PaymentId payment, String status, Money amount) {
        return """
        {"id":"evt_%s","merchant":"%s","payment":{"paymentId":"%s","status":"%s",\
        "amountMinor":%d,"currency":"%s","reason":"do-not-honor","capturedAt":"%s"}}\
        """
                .formatted(
                        Long.toHexString(System.nanoTime()),
                        merchant,
                        payment,
                        status,
                        amount.amountMinor(),
                        amount.currency(),
                        ScriptedGateway.CAPTURED_AT);
    }

    static String signature(byte[] body, Instant at) {
        return signature(ScriptedGateway.CALLBACKS.callbackSecret(), body, at);
    }

    static String signature(String secret, byte[] body, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "t="
                    + at.getEpochSecond()
                    + ",v1="
                    + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A genuine callback of this moment. */
    HttpResponse<String> claim(PaymentId payment, String status) {
        return signed(body(payment, status, World.AMOUNT));
    }

    HttpResponse<String> signed(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(bytes, SIGNATURE, signature(bytes, Instant.now()));
    }

    HttpResponse<String> send(byte[] body, String... headers) {
        return send("scripted", BodyPublishers.ofByteArray(body), headers);
    }

    HttpResponse<String> send(String gateway, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address().resolve("/v1/callbacks/" + gateway))
                        .timeout(LIMIT)
                        .POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The service under test. */
    static URI address() {
        return URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
    }

    /** How often a callback of the scripted gateway ended so. */
    double counted(String outcome) {
        return counted("scripted", outcome);
    }

    double counted(String gateway, String outcome) {
        var counter =
                meters.find("gateway.callbacks")
                        .tags("gateway", gateway, "outcome", outcome)
                        .counter();
        return counter == null ? 0 : counter.count();
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
