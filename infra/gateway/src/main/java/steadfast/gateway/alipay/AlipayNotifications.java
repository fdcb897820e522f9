package steadfast.gateway.alipay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.CallbackReading.Genuine;
import steadfast.gateway.CallbackReading.Irrelevant;
import steadfast.gateway.CallbackReading.Reason;
import steadfast.gateway.CallbackReading.Rejected;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.Wording;

/**
 * Reads Alipay's notifications. Alipay sends one up to eight times within 25 hours, and does not
 * document that {@code notify_time} is updated each time, so notifications of that age are
 * accepted. Replaying one gains nothing, since every claim is confirmed by a query; a claim from
 * the future is rejected.
 */
final class AlipayNotifications {
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Duration RETRIED_FOR = Duration.ofHours(25);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final AlipaySettings settings;
    private final Rsa2 rsa;

    AlipayNotifications(AlipaySettings settings, Rsa2 rsa) {
        this.settings = settings;
        this.rsa = rsa;
    }

    CallbackReading read(CallbackRequest request, Instant now) {
        if (request.body().length > MAX_BODY_BYTES) {
            return new Rejected(Reason.MALFORMED, "a body of " + request.body().length + " bytes");
        }
        try {
            SortedMap<String, String> parameters = Form.read(request.body());
            Optional<Rejected> unsigned = unsigned(parameters);
            return unsigned.isPresent() ? unsigned.get() : signed(parameters, now);
        } catch (Form.UnreadableException e) {
            return new Rejected(e.reason(), e.complaint());
        } catch (UnreadableAlipayException e) {
            return new Rejected(Reason.MALFORMED, e.complaint());
        }
    }

    /** The signature covers everything but itself and its type. */
    private Optional<Rejected> unsigned(SortedMap<String, String> parameters) {
        String signature = parameters.getOrDefault("sign", "");
        if (signature.isEmpty()) {
            return rejected(Reason.UNSIGNED, "no signature");
        }
        if (!Rsa2.NAME.equals(parameters.get("sign_type"))) {
            return rejected(Reason.UNSUPPORTED_ALGORITHM, "not signed by RSA2");
        }
        if (!parameters.getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8")) {
            return rejected(Reason.MALFORMED, "a charset other than UTF-8");
        }
        SortedMap<String, String> signed = new TreeMap<>(parameters);
        signed.remove("sign");
        signed.remove("sign_type");
        return rsa.verify(Rsa2.content(signed), signature)
                ? Optional.empty()
                : rejected(Reason.WRONG_SIGNATURE, "the signature doesn't match");
    }

    private CallbackReading signed(SortedMap<String, String> parameters, Instant now)
            throws UnreadableAlipayException {
        if (!value(parameters, "app_id").equals(settings.appId())
                || !value(parameters, "seller_id").equals(settings.sellerId())) {
            return new Rejected(Reason.OTHER_MERCHANT, "to another app or seller");
        }
        Instant signedAt = ChinaTime.read(value(parameters, "notify_time"));
        if (signedAt.isBefore(now.minus(RETRIED_FOR).minus(TOLERANCE))) {
            return new Rejected(Reason.STALE, "sent at " + signedAt);
        }
        if (signedAt.isAfter(now.plus(TOLERANCE))) {
            return new Rejected(Reason.FROM_THE_FUTURE, "sent at " + signedAt);
        }
        Optional<PaymentId> paymentId = TradeNumber.read(value(parameters, "out_trade_no"));
        return paymentId.isEmpty()
                ? new Irrelevant("no payment of ours")
                : claim(paymentId.get(), parameters, signedAt);
    }

    private static CallbackReading claim(
            PaymentId paymentId, SortedMap<String, String> parameters, Instant signedAt)
            throws UnreadableAlipayException {
        String notification = value(parameters, "notify_id");
        if (isGiven(parameters, "trans_currency")
                && !value(parameters, "trans_currency").equals(Yuan.CURRENCY)) {
            throw new UnreadableAlipayException("an amount in another currency");
        }
        Money total = Yuan.read(value(parameters, "total_amount"));
        return switch (value(parameters, "trade_status")) {
            case "TRADE_SUCCESS", "TRADE_FINISHED" ->
                    paid(paymentId, total, refunded(parameters), notification, signedAt);
            case "TRADE_CLOSED" ->
                    isGiven(parameters, "gmt_payment")
                            ? new Genuine(paymentId, Claim.REFUNDED, total, notification, signedAt)
                            : new Genuine(paymentId, Claim.CANCELLED, null, notification, signedAt);
            case "WAIT_BUYER_PAY" -> new Irrelevant("the buyer has scanned");
            default -> throw new UnreadableAlipayException("an unknown trade status");
        };
    }

    /** A partial refund leaves the trade's state unchanged, but is still notified. */
    private static CallbackReading paid(
            PaymentId paymentId,
            Money total,
            long refundedFen,
            String notification,
            Instant signedAt) {
        if (refundedFen == 0) {
            return new Genuine(paymentId, Claim.CAPTURED, total, notification, signedAt);
        }
        return refundedFen < total.amountMinor()
                ? new Genuine(
                        paymentId,
                        Claim.PARTLY_REFUNDED,
                        new Money(refundedFen, total.currency()),
                        notification,
                        signedAt)
                : new Genuine(paymentId, Claim.REFUNDED, total, notification, signedAt);
    }

    /**
     * Returns the total refunded so far; some senders write {@code 0.00}, or nothing, if there was
     * none.
     */
    private static long refunded(SortedMap<String, String> parameters)
            throws UnreadableAlipayException {
        return isGiven(parameters, "refund_fee")
                ? Yuan.read(value(parameters, "refund_fee")).amountMinor()
                : 0;
    }

    private static boolean isGiven(SortedMap<String, String> parameters, String name) {
        return !parameters.getOrDefault(name, "").isBlank();
    }

    private static String value(SortedMap<String, String> parameters, String name)
            throws UnreadableAlipayException {
        String value = parameters.get(name);
        if (value == null || value.isBlank() || !Wording.isClean(value)) {
            throw new UnreadableAlipayException("no " + name);
        }
        return value;
    }

    private static Optional<Rejected> rejected(Reason reason, String detail) {
        return Optional.of(new Rejected(reason, detail));
    }
}
