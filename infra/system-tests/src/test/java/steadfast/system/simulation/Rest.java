package steadfast.system.simulation;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Lets the shop come to rest: everything is delivered, clocks and sweeps run, the reconciler polls
 * and asks for repair, until nothing changes any more; then the promises are judged.
 */
final class Rest {
    /** A limit that a shop at rest never comes near. */
    private static final int MAX_TURNS = 60;

    /** By then every time to live and every rung of the ladder is over. */
    private static final int LEAST_TURNS = 6;

    private static final int SECONDS_A_TURN = 400;

    /** So long the weather stays as bad as it was on the way. */
    private static final int STORMY_TURNS = 4;

    /** One turn hands over some hundred records at most. */
    private static final int MAX_DELIVERIES = 5_000;

    private static final List<Fate> FATES = List.of(Fate.values());

    private final SimulatedShop shop;
    private final Random random;
    private boolean storm;

    private Rest(SimulatedShop shop, Random random) {
        this.shop = shop;
        this.random = random;
    }

    /** Brings the shop to rest and judges it. */
    static void of(SimulatedShop shop, Random random) {
        new Rest(shop, random).judge();
        shop.rest();
    }

    /** Lets everything be handed over and answered, as it is after some days. */
    static void untilNothingIsOnItsWay(SimulatedShop shop, Random random) {
        new Rest(shop, random).settle(true, true);
    }

    private void judge() {
        switch (random.nextInt(4)) {
            case 0 -> {
                storm(STORMY_TURNS, true);
                outage();
            }
            case 1 -> reconcilerIsAway();
            default -> storm(STORMY_TURNS, true);
        }
        shop.gateways().heal(random);
        settle(true, false);
        shop.promises().nothingAcknowledgedIsLost();
        settle(true, true);
        shop.promises().atRest();
        deadLettersChangeNothingTwice();
        shop.promises().whenNothingIsLeftToReplay();
    }

    private void storm(int turns, boolean polls) {
        storm = true;
        for (int turn = 0; turn < turns; turn++) {
            turn(polls, false);
            shop.promises().always();
        }
        storm = false;
    }

    /** One gateway or both are away; that they are, their circuits notice or not. */
    private void outage() {
        boolean noticed = random.nextBoolean();
        int which = random.nextInt(3);
        for (int one = 0; one < shop.gateways().all().size(); one++) {
            ModelGateway gateway = shop.gateways().all().get(one);
            if (one == which || which == 2) {
                gateway.goAway();
                if (noticed) {
                    gateway.circuit().opens();
                }
            }
        }
        List<Post.DeadLetter> before = gaveUpOnTheGateway();
        settle(true, true);
        shop.promises().always();
        shop.promises().everyOrderIsFinalOrInReview();
        if (noticed && which == 2) {
            BrokenPromiseError.unless(
                    gaveUpOnTheGateway().equals(before),
                    "a sick gateway burns no attempts",
                    shop.toString());
        }
    }

    private List<Post.DeadLetter> gaveUpOnTheGateway() {
        return shop.post().deadLetters().stream()
                .filter(dead -> dead.kind().startsWith("gateway"))
                .toList();
    }

    /** All that the shop hears of what was left open are callbacks; some buyers still pay. */
    private void reconcilerIsAway() {
        storm(random.nextInt(STORMY_TURNS), false);
        shop.gateways().heal(random);
        while (shop.gatewayModel().hasOpen() && random.nextBoolean()) {
            shop.gatewayModel().settleAny(random);
        }
        settle(false, false);
        shop.promises().always();
        new LedgerPromises(shop).trueCallbacksWereEnough();
    }

    /** I8: all of them once more may help somebody; all of them a second time, nobody. */
    private void deadLettersChangeNothingTwice() {
        if (!shop.post().hasDeadLetters()) {
            return;
        }
        shop.post().replayAll();
        settle(true, true);
        shop.promises().atRest();
        Object before = shop.snapshot();
        shop.post().replayAll();
        settle(true, true);
        BrokenPromiseError.unless(
                shop.snapshot().equals(before),
                "I8 replaying all dead letters again changes nothing",
                shop.toString());
    }

    private void settle(boolean polls, boolean repairs) {
        Object before = shop.snapshot();
        int quiet = 0;
        for (int turn = 0; turn < MAX_TURNS; turn++) {
            turn(polls, repairs);
            Object after = shop.snapshot();
            quiet = after.equals(before) ? quiet + 1 : 0;
            before = after;
            if (quiet >= LEAST_TURNS) {
                return;
            }
        }
        throw new BrokenPromiseError("the shop comes to rest", shop.toString());
    }

    private void turn(boolean polls, boolean repairs) {
        circuitsMove();
        drain();
        climb();
        leaveParking();
        // Woken by what was confirmed, before that is old again.
        shop.cards().recount();
        drain();
        shop.timePasses(SECONDS_A_TURN);
        shop.orders().sweep();
        shop.payments().sweep();
        shop.cards().recount();
        shop.callbacks().comeAll(shop.callbackModel(), random);
        drain();
        if (polls) {
            Reconciler reconciler = new Reconciler(shop);
            shop.watch().uncertain().forEach(one -> reconciler.poll(one, fate(), random));
        }
        if (repairs) {
            shop.orders().rows().forEach(row -> shop.watch().repair(row.orderId()));
        }
    }

    /** A circuit that is open is half open for some probes; in a storm one may open. */
    private void circuitsMove() {
        for (ModelGateway gateway : shop.gateways().all()) {
            switch (gateway.circuit().state()) {
                case OPEN -> gateway.circuit().halfOpens();
                case HALF_OPEN -> {}
                case CLOSED -> {
                    if (storm && random.nextInt(4) == 0) {
                        gateway.circuit().opens();
                    }
                }
            }
        }
    }

    /** Hands over everything that waits. */
    private void drain() {
        finishExchanges();
        int many = 0;
        for (@Nullable Lane lane = next(); lane != null; lane = next()) {
            many++;
            BrokenPromiseError.unless(
                    many < MAX_DELIVERIES,
                    "services don't answer one another for ever",
                    shop.toString());
            shop.deliver(lane, false, random);
            finishExchanges();
        }
    }

    private @Nullable Lane next() {
        return shop.post().anyWaiting(random, Lane.Kind.TOPIC);
    }

    /** Each retry that waits becomes due once. */
    private void climb() {
        for (Lane lane : shop.post().ladder()) {
            shop.deliver(lane, false, random);
            finishExchanges();
        }
    }

    /** Each record that is parked goes once, if it may. */
    private void leaveParking() {
        for (Lane lane : shop.post().parked()) {
            if (shop.gateways().letsGo(lane.tier())) {
                shop.deliver(lane, false, random);
                finishExchanges();
            }
        }
    }

    private void finishExchanges() {
        for (Exchange exchange : shop.exchanges()) {
            while (!exchange.over()) {
                shop.goOn(exchange, fate(), random);
            }
        }
    }

    private Fate fate() {
        return storm ? FATES.get(random.nextInt(FATES.size())) : Fate.ANSWERED;
    }
}
