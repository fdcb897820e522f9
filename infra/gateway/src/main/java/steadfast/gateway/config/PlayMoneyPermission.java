package steadfast.gateway.config;

import java.util.Optional;
import java.util.SortedSet;

/** The permission for gateways that move no real money to sell real cards. */
public enum PlayMoneyPermission {
    /** Not permitted. */
    FALSE,
    /** Permitted while there are no other gateways: a trial, a demo, a developer's shop. */
    ALONE,
    /** Permitted beside others; the buyer chooses by the payment method. */
    TRUE;

    private static final String VARIABLE = "STEADFAST_ALLOW_PLAY_MONEY";

    /**
     * Returns the sentence with which a start is refused; empty if these gateways may sell
     * together.
     */
    public Optional<String> refusal(GatewayDirectory directory) {
        SortedSet<String> play = directory.playMoney();
        SortedSet<String> real = directory.realMoney();
        if (play.isEmpty() || this == TRUE) {
            return Optional.empty();
        }
        if (!real.isEmpty()) {
            return Optional.of(
                    "the gateways %s move no real money but would sell beside %s, which do: remove the credentials of one kind, or set %s=true"
                            .formatted(play, real, VARIABLE));
        }
        return this == ALONE
                ? Optional.empty()
                : Optional.of(
                        "the gateways %s move no real money, and orders paid there would get real cards: set the credentials of a gateway that does, or %s=alone for a trial"
                                .formatted(play, VARIABLE));
    }
}
