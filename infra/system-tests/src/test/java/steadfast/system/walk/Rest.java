package steadfast.system.walk;

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

    private static final List<Fate> FATES = List.of(Fate.values());

    private final WalkedShop shop;
    private final Random random;
    private boolean storm = true;

    private Rest(WalkedShop shop, Random random) {
        this.shop = shop;
        this.random = random;
    }

    /** Brings the shop to rest and judges it. */
    static void of(WalkedShop shop, Random random) {
        new Rest(shop, random).judge();
        shop.rest();
    }

    private void judge() {
        for (int turn = 0; turn < STORMY_TURNS; turn++) {
            turn(false);
            shop.promises().always();
        }
        storm = false;
        if (random.nextInt(4) == 0) {
            shop.gateway().goAway();
            settle(true);
            shop.promises().always();
            shop.promises().everyOrderIsFinalOrInReview();
        }
        shop.gateway().heal(random);
        settle(false);
        shop.promises().nothingAcknowledgedIsLost();
        settle(true);
        shop.promises().atRest();
        deadLettersChangeNothingTwice();
    }

    /** I8: all of them once more may help somebody; all of them a second time, nobody. */
    private void deadLettersChangeNothingTwice() {
        if (!shop.post().hasDeadLetters()) {
            return;
        }
        shop.post().replayAll();
        settle(true);
        shop.promises().atRest();
        Object before = shop.snapshot();
        shop.post().replayAll();
        settle(true);
        BrokenPromiseError.unless(
                shop.snapshot().equals(before),
                "I8 replaying all dead letters again changes nothing",
                shop.toString());
    }

    private void settle(boolean repairs) {
        Object before = shop.snapshot();
        int quiet = 0;
        for (int turn = 0; turn < MAX_TURNS; turn++) {
            turn(repairs);
            Object after = shop.snapshot();
            quiet = after.equals(before) ? quiet + 1 : 0;
            before = after;
            if (quiet >= LEAST_TURNS) {
                return;
            }
        }
        throw new BrokenPromiseError("the shop comes to rest", shop.toString());
    }

    private void turn(boolean repairs) {
        drain();
        climb();
        shop.timePasses(SECONDS_A_TURN);
        shop.orders().sweep();
        shop.payments().sweep();
        shop.cards().recount();
        drain();
        Reconciler reconciler = new Reconciler(shop);
        shop.watch().uncertain().forEach(one -> reconciler.poll(one, fate(), random));
        if (repairs) {
            shop.orders().rows().forEach(row -> shop.watch().repair(row.orderId()));
        }
    }

    /** Hands over everything that waits. */
    private void drain() {
        finishExchanges();
        for (Post.@Nullable Lane lane = next(); lane != null; lane = next()) {
            shop.deliver(lane, false, random);
            finishExchanges();
        }
    }

    private Post.@Nullable Lane next() {
        return shop.post().anyWaiting(random, false);
    }

    /** Each retry that waits becomes due once. */
    private void climb() {
        for (Post.Lane lane : shop.post().ladder()) {
            shop.deliver(lane, false, random);
            finishExchanges();
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
