package steadfast.demo.gateways;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steadfast.client.Answer;
import steadfast.client.ShopHttp;
import steadfast.demo.scenario.DemoFailure;
import steadfast.events.Money;
import steadfast.launcher.shop.GatewayAccess;

/** A payment gateway's own ledger, read page by page. */
public final class GatewayLedger {

    private static final int MAX_PAGES = 100_000;

    private final ShopHttp http;
    private final GatewayAccess gateway;

    public GatewayLedger(ShopHttp http, GatewayAccess gateway) {
        this.http = http;
        this.gateway = gateway;
    }

    /**
     * Every movement of money after a sequence number, in order.
     *
     * @throws DemoFailure if the gateway does not show it
     */
    public List<LedgerEntry> after(long sequence) throws InterruptedException {
        List<LedgerEntry> movements = new ArrayList<>();
        long next = sequence;
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode json = page(next);
            json.path("entries").forEach(entry -> movements.add(movement(entry)));
            if (!json.path("more").asBoolean()) {
                break;
            }
            next = json.path("next").asLong();
        }
        return movements;
    }

    private JsonNode page(long after) throws InterruptedException {
        Answer<JsonNode> answer =
                http.send(SandboxRequests.get(gateway, "/v1/ledger?after=" + after));
        return switch (answer) {
            case Answer.Ok<JsonNode> ok -> ok.value();
            case Answer.No<JsonNode> no -> throw unreadable(no.why());
            case Answer.Later<JsonNode> later -> throw unreadable(later.why());
        };
    }

    private DemoFailure unreadable(String why) {
        return new DemoFailure("the ledger of " + gateway.name() + " can't be read: " + why + ".");
    }

    private LedgerEntry movement(JsonNode entry) {
        return new LedgerEntry(
                gateway.name(),
                entry.path("sequence").asLong(),
                LedgerEntry.Kind.valueOf(entry.path("kind").asText()),
                entry.path("paymentId").asText(),
                new Money(entry.path("amountMinor").asLong(), entry.path("currency").asText()),
                Instant.parse(entry.path("at").asText()));
    }
}
