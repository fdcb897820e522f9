package steadfast.gateway.config;

import java.util.Optional;
import java.util.SortedSet;

/** Whether gateways that move no real money may sell what is real. */
public enum PlayMoneyPermission {
    /** They may not. */
    FALSE,
    /** While there are no others: a trial, a demo, a developer's shop. */
    ALONE,
    /** Also beside others; the buyer chooses with the payment method. */
    TRUE;

    private static final String VARIABLE = "STEADFAST_ALLOW_PLAY_MONEY";

    /** The sentence by which a start is refused; empty if these gateways may sell together. */
    public Optional<String> refusal(GatewayDirectory directory) {
        SortedSet<String> play = directory.playMoney();
        SortedSet<String> real = directory.realMoney();
        if (play.isEmpty() || this == TRUE) {
            return Optional.empty();
        }
        if (!real.isEmpty()) {
            return Optional.of(
                    "the gateways %s move no real money and would sell beside %s, which do: take the credentials of one kind away, or set %s=true"
                            .formatted(play, real, VARIABLE));
        }
        return this == ALONE
                ? Optional.empty()
                : Optional.of(
                        "the gateways %s move no real money, and what is paid there would get real cards: set the credentials of a gateway that does, or %s=alone for a trial"
                                .formatted(play, VARIABLE));
    }
}
