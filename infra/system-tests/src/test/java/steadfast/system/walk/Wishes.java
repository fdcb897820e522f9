package steadfast.system.walk;

import steadfast.order.lifecycle.BuyerIntent;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Unpaid;

/** What became of buyers' wishes to pay another way while a round was open. */
final class Wishes {
    private final Tally tally;

    Wishes(Tally tally) {
        this.tally = tally;
    }

    /** The order has moved. */
    void moved(OrderState from, OrderState next) {
        if (!wishesAnotherWay(from)) {
            if (wishesAnotherWay(next)) {
                tally.saw(Sight.ANOTHER_WAY_WAS_ASKED_FOR);
            }
            return;
        }
        switch (next) {
            case Paid paid -> tally.saw(Sight.ANOTHER_WAY_WAS_OVERTAKEN);
            case Ended ended -> {}
            case Unpaid unpaid -> stillUnpaid(from, unpaid);
        }
    }

    private void stillUnpaid(OrderState from, Unpaid next) {
        if (next.round().number() > from.round().number()) {
            tally.saw(Sight.ANOTHER_WAY_WAS_STARTED);
        } else if (!wishesAnotherWay(next)) {
            tally.saw(Sight.ANOTHER_WAY_WAS_GIVEN_UP);
        }
    }

    private static boolean wishesAnotherWay(OrderState state) {
        return state instanceof Unpaid unpaid && unpaid.wish() instanceof BuyerIntent.PayBy;
    }
}
