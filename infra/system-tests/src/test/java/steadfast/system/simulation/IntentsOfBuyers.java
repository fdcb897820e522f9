package steadfast.system.simulation;

import steadfast.order.lifecycle.BuyerIntent;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Unpaid;

/** What became of buyers' intents to pay another way while a round was open. */
final class IntentsOfBuyers {
    private final Coverage coverage;

    IntentsOfBuyers(Coverage coverage) {
        this.coverage = coverage;
    }

    /** The order has moved. */
    void moved(OrderState from, OrderState next) {
        if (!wantsAnotherMethod(from)) {
            if (wantsAnotherMethod(next)) {
                coverage.record(Situation.ANOTHER_WAY_WAS_ASKED_FOR);
            }
            return;
        }
        switch (next) {
            case Paid paid -> coverage.record(Situation.ANOTHER_WAY_WAS_OVERTAKEN);
            case Ended ended -> {}
            case Unpaid unpaid -> stillUnpaid(from, unpaid);
        }
    }

    private void stillUnpaid(OrderState from, Unpaid next) {
        if (next.round().number() > from.round().number()) {
            coverage.record(Situation.ANOTHER_WAY_WAS_STARTED);
        } else if (!wantsAnotherMethod(next)) {
            coverage.record(Situation.ANOTHER_WAY_WAS_GIVEN_UP);
        }
    }

    private static boolean wantsAnotherMethod(OrderState state) {
        return state instanceof Unpaid unpaid && unpaid.intent() instanceof BuyerIntent.PayBy;
    }
}
