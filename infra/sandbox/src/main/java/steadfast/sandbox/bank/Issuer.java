package steadfast.sandbox.bank;

import java.util.Optional;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.PaymentMethod;
import steadfast.sandbox.protocol.Script;

/** The buyer's bank: declines by the name of the payment method. */
public final class Issuer {

    /** Returns whether the buyer has to do something before the money comes. */
    boolean asksTheBuyer(String paymentMethod) {
        String plain = PaymentMethod.plain(paymentMethod);
        return plain.equals("qr") || plain.equals("redirect");
    }

    /** Returns why the buyer's bank declines; empty if it pays. */
    Optional<String> refusal(String paymentMethod) {
        return switch (PaymentMethod.plain(paymentMethod)) {
            case "card", "qr", "redirect" -> Optional.empty();
            case "card-declined" -> Optional.of("insufficient-funds");
            case "card-expired" -> Optional.of("expired-card");
            default ->
                    paymentMethod.startsWith(Script.METHOD_PREFIX)
                                    || Fault.calledForBy(paymentMethod).isPresent()
                            ? Optional.empty()
                            : Optional.of("unsupported-method");
        };
    }
}
