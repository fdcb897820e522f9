package steadfast.sandbox.protocol;

import java.util.Optional;

/**
 * The meaning of a payment method's name. A second gateway takes wallets: each is a card with
 * another name, {@code wallet-qr} a {@code qr}, {@code wallet-busy} a {@code card-busy}.
 */
public final class PaymentMethod {

    static final String CARD = "card";

    private static final String WALLET = "wallet";

    private PaymentMethod() {}

    /** Returns the method's name without its brand, as for a card. */
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

    /** Returns the part after the card's name and a dash; empty for other methods. */
    static Optional<String> suffix(String paymentMethod) {
        String plain = plain(paymentMethod);
        return plain.startsWith(CARD + "-")
                ? Optional.of(plain.substring(CARD.length() + 1))
                : Optional.empty();
    }
}
