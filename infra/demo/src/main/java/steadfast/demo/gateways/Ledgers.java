package steadfast.demo.gateways;

import java.util.ArrayList;
import java.util.List;
import steadfast.client.ShopHttp;
import steadfast.demo.scenario.DemoFailure;
import steadfast.launcher.shop.GatewayAccess;
import steadfast.launcher.shop.RunningShop;

/** The ledgers of all gateways together, from a given time. */
public final class Ledgers {

    private final List<Tail> tails;

    /** A gateway's entries after a sequence number. */
    private record Tail(GatewayLedger ledger, long after) {}

    private Ledgers(List<Tail> tails) {
        this.tails = tails;
    }

    /**
     * Skips the existing entries.
     *
     * @throws DemoFailure if one can't be read
     */
    public static Ledgers fromNowOn(ShopHttp http, RunningShop shop) throws InterruptedException {
        List<Tail> tails = new ArrayList<>();
        for (GatewayAccess gateway : shop.gateways()) {
            GatewayLedger ledger = new GatewayLedger(http, gateway);
            List<LedgerEntry> before = ledger.after(0);
            tails.add(new Tail(ledger, before.isEmpty() ? 0 : before.getLast().sequence()));
        }
        return new Ledgers(tails);
    }

    /**
     * Every movement of money since then, each gateway's in its order.
     *
     * @throws DemoFailure if one can't be read
     */
    public List<LedgerEntry> read() throws InterruptedException {
        List<LedgerEntry> movements = new ArrayList<>();
        for (Tail tail : tails) {
            movements.addAll(tail.ledger().after(tail.after()));
        }
        return movements;
    }
}
