package steadfast.system.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.LateMoneyPolicy;
import steadfast.order.lifecycle.LatePaymentPolicy;
import steadfast.order.lifecycle.OrderState;

/** A merchant for each policy about late money, and the record of where each was applied. */
final class Merchants {
    static final List<String> STOREFRONTS = List.of("refunds", "issues", "reviews");

    private static final Map<String, LatePaymentPolicy> POLICIES =
            Map.of(
                    "refunds", LatePaymentPolicy.REFUND,
                    "issues", LatePaymentPolicy.ISSUE_IF_STOCK,
                    "reviews", LatePaymentPolicy.REVIEW);

    private final List<Applied> record = new ArrayList<>();
    private final Coverage coverage;

    /** What came of late money, as it was written down with the order's move. */
    private record Applied(PaymentId paymentId, LatePaymentPolicy policy, boolean issued) {}

    Merchants(Coverage coverage) {
        this.coverage = coverage;
    }

    static LateMoneyPolicy policy() {
        return new LateMoneyPolicy(LatePaymentPolicy.REFUND, POLICIES);
    }

    /** The order has moved; if late money moved it, that goes on record. */
    void moved(OrderState from, OrderState next) {
        if (from instanceof OrderState.Ended
                && next instanceof OrderState.Paid paid
                && paid.capture().late() != null) {
            LatePaymentPolicy applied = paid.capture().late();
            boolean issues = next instanceof OrderState.Issuing;
            record.add(new Applied(paid.payment(), applied, issues));
            coverage.record(situation(applied, issues));
        }
    }

    private static Situation situation(LatePaymentPolicy applied, boolean issues) {
        return switch (applied) {
            case REFUND -> Situation.LATE_MONEY_WENT_BACK;
            case ISSUE_IF_STOCK ->
                    issues ? Situation.LATE_MONEY_WAS_ISSUED : Situation.LATE_MONEY_FOUND_NO_STOCK;
            case REVIEW -> Situation.LATE_MONEY_WAS_HELD;
        };
    }

    /**
     * Whether the order's merchant wants cards for late money, and it is on record for this one.
     */
    boolean permitsLateCards(OrderState state) {
        return POLICIES.get(state.terms().storefront()) == LatePaymentPolicy.ISSUE_IF_STOCK
                && record.contains(
                        new Applied(state.payment(), LatePaymentPolicy.ISSUE_IF_STOCK, true));
    }
}
