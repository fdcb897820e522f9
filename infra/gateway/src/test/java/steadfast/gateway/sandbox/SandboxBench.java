package steadfast.gateway.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.NotPayable;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.contract.Bench;
import steadfast.gateway.contract.HmacCallback;
import steadfast.gateway.contract.TroubledProxy;

/** The sandbox as a process of its own. */
final class SandboxBench implements Bench {
    private static final String KEY = "test-key";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Process process;
    private final URI sandbox;
    private final TroubledProxy proxy;
    private final SandboxGateway gateway;
    private final SandboxGateway wrong;

    SandboxBench(Path folder) throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "steadfast.sandbox.SandboxMain",
                                "--port=0",
                                "--latency-ms=0",
                                "--pace=10",
                                "--api-key=" + KEY,
                                "--store=" + folder.resolve("store"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String ready = process.inputReader().readLine();
        sandbox = URI.create("http://127.0.0.1:" + ready.replaceAll(".*port=(\\d+) .*", "$1"));
        proxy = new TroubledProxy(sandbox);
        gateway = gateway(KEY);
        wrong = gateway("no-key");
    }

    private SandboxGateway gateway(String key) {
        return new SandboxGateway(
                "sandbox",
                proxy.address(),
                key,
                new CallTimeouts(TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT),
                SandboxMerchant.OF_THE_SANDBOX);
    }

    @Override
    public PaymentGateway gateway() {
        return gateway;
    }

    @Override
    public PaymentGateway withWrongCredential() {
        return wrong;
    }

    @Override
    public ChargeRequest payable(PaymentId paymentId, Money amount) {
        return request(paymentId, amount, "card");
    }

    private static ChargeRequest request(PaymentId paymentId, Money amount, String method) {
        return new ChargeRequest(paymentId, amount, method, Instant.parse("2100-01-01T00:00:00Z"));
    }

    @Override
    public Optional<ChargeRequest> refused(PaymentId paymentId, Money amount) {
        return Optional.of(request(paymentId, amount, "card-declined"));
    }

    @Override
    public Map<NotPayable, ChargeRequest> notPayable(Supplier<PaymentId> ids) {
        return Stream.of(
                        NotPayable.AMOUNT_TOO_SMALL,
                        NotPayable.AMOUNT_TOO_LARGE,
                        NotPayable.CURRENCY_NOT_TAKEN,
                        NotPayable.METHOD_NOT_AVAILABLE)
                .collect(
                        Collectors.toMap(
                                why -> why,
                                why ->
                                        request(
                                                ids.get(),
                                                new Money(4999, "CNY"),
                                                "card-" + why.code())));
    }

    @Override
    public void buyerPays(PaymentId paymentId) {
        // A card asks for nothing.
    }

    @Override
    public ChargeRequest overtakingItsCancel(PaymentId paymentId, Money amount) {
        ChargeRequest request = request(paymentId, amount, "card-cancel-race");
        gateway.charge(request);
        return request;
    }

    @Override
    public long captures(PaymentId paymentId) {
        return entries("CAPTURE", paymentId);
    }

    @Override
    public long refunds(PaymentId paymentId) {
        return entries("REFUND", paymentId);
    }

    @Override
    public void refundByHand(PaymentId paymentId, Money part, Money whole) {
        byHand(
                paymentId + "/refunds/by-hand",
                "{\"key\":\"by hand\",\"amountMinor\":%d,\"currency\":\"%s\",\"reason\":\"rang up\"}"
                        .formatted(part.amountMinor(), part.currency()));
    }

    @Override
    public boolean dispute(PaymentId paymentId) {
        byHand(paymentId + "/dispute", "{\"reason\":\"fraudulent\"}");
        return true;
    }

    @Override
    public boolean failRefund(RefundRequest request) {
        byHand(
                request.paymentId() + "/refunds/fail",
                "{\"key\":\"%s\"}".formatted(request.idempotencyKey()));
        return true;
    }

    private void byHand(String path, String body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(sandbox.resolve("/v1/payments/" + path))
                                    .header("Authorization", "Bearer " + KEY)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long entries(String what, PaymentId paymentId) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String ledger =
                    client.send(
                                    HttpRequest.newBuilder(sandbox.resolve("/v1/ledger"))
                                            .header("Authorization", "Bearer " + KEY)
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            return Pattern.compile("\\{[^{}]*\\}")
                    .matcher(ledger)
                    .results()
                    .map(found -> found.group())
                    .filter(entry -> entry.contains("\"" + paymentId + "\""))
                    .filter(entry -> entry.contains("\"" + what + "\""))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public TroubledProxy proxy() {
        return proxy;
    }

    @Override
    public boolean takesMoney(String firstLine) {
        return firstLine.startsWith("POST /v1/payments ");
    }

    @Override
    public String systemBusy() {
        return "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    @Override
    public CallbackRequest callback(
            PaymentId paymentId, Money amount, Instant at, boolean rightKey) {
        String body =
                """
                {"id":"evt-1","merchant":"steadfast","payment":{"paymentId":"%s",\
                "status":"CAPTURED","amountMinor":%d,"currency":"%s",\
                "capturedAt":"2026-03-01T11:59:00Z"}}\
                """
                        .formatted(paymentId, amount.amountMinor(), amount.currency());
        return HmacCallback.signed(
                "Sandbox-Signature", rightKey ? "sandbox-callback-secret" : "another", body, at);
    }

    @Override
    public CallbackRequest unsigned(CallbackRequest signed) {
        return new CallbackRequest(Map.of(), signed.body());
    }

    @Override
    public String written(Money amount) {
        return Long.toString(amount.amountMinor());
    }

    @Override
    public boolean leavesTombstones() {
        return true;
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        wrong.close();
        proxy.close();
        process.destroyForcibly();
    }
}
