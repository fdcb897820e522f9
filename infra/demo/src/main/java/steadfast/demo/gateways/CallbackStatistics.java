package steadfast.demo.gateways;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadfast.client.Answer;
import steadfast.client.ShopHttp;
import steadfast.demo.scenario.DemoFailure;
import steadfast.launcher.shop.GatewayAccess;
import steadfast.launcher.shop.RunningShop;

/** Collects the counts of callbacks from both ends: the gateways and payment-service. */
public final class CallbackStatistics {

    private static final Pattern COUNTER =
            Pattern.compile("^gateway_callbacks_total\\{([^}]*)} ([0-9.eE+]+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final ShopHttp http;
    private final RunningShop shop;

    public CallbackStatistics(ShopHttp http, RunningShop shop) {
        this.http = http;
        this.shop = shop;
    }

    /**
     * Of all gateways, since each was started.
     *
     * @throws DemoFailure if a gateway does not say
     */
    public List<CallbackReport> reports() throws InterruptedException {
        String metrics =
                http.text(
                                HttpRequest.newBuilder(
                                        shop.management("payment-service").resolve("/q/metrics")))
                        .orElse("");
        List<CallbackReport> reports = new ArrayList<>();
        for (GatewayAccess gateway : shop.gateways()) {
            JsonNode report = read(gateway);
            reports.add(
                    new CallbackReport(
                            gateway.name(),
                            counts(report.path("events")),
                            counts(report.path("sent")),
                            report.path("repeated").asLong(),
                            report.path("acknowledged").asLong(),
                            report.path("givenUp").asLong(),
                            received(metrics, gateway.name())));
        }
        return reports;
    }

    private JsonNode read(GatewayAccess gateway) throws InterruptedException {
        Answer<JsonNode> answer = http.send(SandboxRequests.get(gateway, "/v1/callbacks"));
        return switch (answer) {
            case Answer.Ok<JsonNode> ok -> ok.value();
            case Answer.No<JsonNode> no -> throw silent(gateway, no.why());
            case Answer.Later<JsonNode> later -> throw silent(gateway, later.why());
        };
    }

    private static DemoFailure silent(GatewayAccess gateway, String why) {
        return new DemoFailure(
                "the callbacks of " + gateway.name() + " can't be counted: " + why + ".");
    }

    private static Map<String, Long> counts(JsonNode object) {
        Map<String, Long> counts = new TreeMap<>();
        object.properties().forEach(one -> counts.put(one.getKey(), one.getValue().asLong()));
        return counts;
    }

    /** Sums the counter of one gateway by outcome, over all other labels. */
    static Map<String, Long> received(String metrics, String gateway) {
        Map<String, Long> taken = new TreeMap<>();
        for (Matcher counter = COUNTER.matcher(metrics); counter.find(); ) {
            Map<String, String> labels = new HashMap<>();
            for (Matcher label = LABEL.matcher(counter.group(1)); label.find(); ) {
                labels.put(label.group(1), label.group(2));
            }
            if (gateway.equals(labels.get("gateway"))) {
                taken.merge(
                        labels.getOrDefault("outcome", ""),
                        Math.round(Double.parseDouble(counter.group(2))),
                        Long::sum);
            }
        }
        return taken;
    }
}
