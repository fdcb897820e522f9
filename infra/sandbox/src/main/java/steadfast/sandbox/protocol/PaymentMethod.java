package steadfast.sandbox.protocol;

import java.util.Optional;

/**
 * What a payment method's name means. A second gateway takes wallets: each is a card of another
 * name, {@code wallet-qr} a {@code qr}, {@code wallet-busy} a {@code card-busy}.
 */
public final class PaymentMethod {

    static final String CARD = "card";

    private static final String WALLET = "wallet";

    private PaymentMethod() {}

    /** The method without its brand: as it would be called if it were none of a wallet. */
    public static String plain(String paymentMethod) {
        return switch (paymentMethod) {
            case WALLET -> CARD;
            case WALLET + "-qr" -> "qr";
            default ->
                    paymentMethod.startsWith(WALLET + "-")
                            ? CARD + paymentMethod.substring(WALLET.length())
                            : paymentMethod;
        };
    }

    /** What follows the card's name and a dash; empty if it is no such method. */
    static Optional<String> suffix(String paymentMethod) {
        String plain = plain(paymentMethod);
        return plain.startsWith(CARD + "-")
                ? Optional.of(plain.substring(CARD.length() + 1))
                : Optional.empty();
    }
}
