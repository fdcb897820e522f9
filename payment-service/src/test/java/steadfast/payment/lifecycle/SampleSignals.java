package steadfast.payment.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.events.OperationsEvent;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.NotPayable;
import steadfast.payment.lifecycle.PaymentSignal.CancelAnswered;
import steadfast.payment.lifecycle.PaymentSignal.ChargeAnswered;
import steadfast.payment.lifecycle.PaymentSignal.ChargeDue;
import steadfast.payment.lifecycle.PaymentSignal.ConfirmAnswered;
import steadfast.payment.lifecycle.PaymentSignal.Decided;
import steadfast.payment.lifecycle.PaymentSignal.FindingReceived;
import steadfast.payment.lifecycle.PaymentSignal.QueryAnswered;
import steadfast.payment.lifecycle.PaymentSignal.RefundAnswered;
import steadfast.payment.lifecycle.PaymentSignal.RefundDue;

/** The rows of the table: a name as the table writes it, and the signal behind it. */
final class SampleSignals {
    static final Money AMOUNT = new Money(4999, "CNY");
    static final Money OTHER = new Money(4998, "CNY");
    static final Money PART = new Money(1, "CNY");
    static final String METHOD = "card";

    /** What may be confirmed. */
    static final Map<String, Verdict> CLAIMS =
            Map.of(
                    "captured", Verdict.CAPTURED,
                    "refunded", Verdict.REFUNDED,
                    "part refunded", Verdict.PARTLY_REFUNDED,
                    "disputed", Verdict.DISPUTED,
                    "refund failed", Verdict.REFUND_FAILED);

    static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant PAY_BY = AT.plusSeconds(600);
    static final Duration VISIBILITY_LAG = Duration.ofSeconds(60);
    private static final GatewayAnswer.Declined NOT_PAYABLE =
            GatewayAnswer.Declined.notPayableThisWay(NotPayable.AMOUNT_TOO_SMALL, null);
    private static final Instant GONE = PAY_BY.plus(VISIBILITY_LAG);

    private final Map<String, PaymentSignal> byName = new LinkedHashMap<>();

    SampleSignals() {
        requests();
        findings();
        charges();
        queries();
        otherAmounts();
        confirms();
        cancels();
        refunds();
    }

    /** Names without the word that only moves the clock. */
    PaymentSignal named(String row) {
        PaymentSignal signal = byName.get(row.replace(", late", "").replace(", not yet", ""));
        if (signal == null) {
            throw new IllegalArgumentException("no such signal: " + row);
        }
        return signal;
    }

    Map<String, PaymentSignal> all() {
        return byName;
    }

    private void requests() {
        byName.put("charge due", new ChargeDue(AMOUNT, METHOD));
        byName.put("charge due, other amount", new ChargeDue(OTHER, METHOD));
        byName.put("charge due, other method", new ChargeDue(AMOUNT, "qr"));
        byName.put("cancel due", new PaymentSignal.CancelDue());
        for (int number = 1; number <= 3; number++) {
            byName.put("refund " + number + " due", new RefundDue(number, AMOUNT, "late"));
        }
        byName.put("refund due, other amount", new RefundDue(1, OTHER, "late"));
        byName.put("confirmation due", new PaymentSignal.ConfirmationDue(AT));
        byName.put("check due", new PaymentSignal.CheckDue(AT));
        byName.put("repair due", new PaymentSignal.RepairDue());
        byName.put("decided: confirm paid", new Decided(OperationsEvent.Decision.CONFIRM_PAID));
        byName.put("decided: close", new Decided(OperationsEvent.Decision.CLOSE));
        byName.put("decided: refund", new Decided(OperationsEvent.Decision.REFUND));
        byName.put(
                "decided: refund captured", new Decided(OperationsEvent.Decision.REFUND_CAPTURED));
        byName.put("decided: retry", new Decided(OperationsEvent.Decision.RETRY));
        byName.put("pay-by passed", new PaymentSignal.PayByPassed());
        byName.put("gateway missing", new PaymentSignal.GatewayMissing());
    }

    private void findings() {
        Map<String, Source> sources = Map.of("found", Source.QUERY, "claimed", Source.CALLBACK);
        sources.forEach((text, source) -> {
            put(text + " captured", source, Verdict.CAPTURED, AMOUNT);
            put(text + " declined", source, Verdict.DECLINED, null);
            put(text + " action required", source, Verdict.ACTION_REQUIRED, null);
            put(text + " cancelled", source, Verdict.CANCELLED, null);
            put(text + " refunded", source, Verdict.REFUNDED, AMOUNT);
            put(text + " part refunded", source, Verdict.PARTLY_REFUNDED, PART);
            put(text + " disputed", source, Verdict.DISPUTED, null);
            put(text + " refund failed", source, Verdict.REFUND_FAILED, null);
            put(text + " absent", source, Verdict.NOT_FOUND, null);
            put(text + " unknown", source, Verdict.UNKNOWN, null);
        });
        put("found captured, other amount", Source.QUERY, Verdict.CAPTURED, OTHER);
        put("found captured, no amount", Source.QUERY, Verdict.CAPTURED, null);
        byName.put(
                "found captured, another gateway's",
                new FindingReceived("stranger", Source.QUERY, Verdict.CAPTURED, AMOUNT, AT));
    }

    private void put(String name, Source source, Verdict verdict, Money amount) {
        byName.put(name, new FindingReceived("bank", source, verdict, amount, AT));
    }

    private void charges() {
        charge("captured", new GatewayAnswer.Captured(AMOUNT, AT));
        charge("captured, other amount", new GatewayAnswer.Captured(OTHER, AT));
        charge("declined", new GatewayAnswer.Declined("no money"));
        charge("not payable this way", NOT_PAYABLE);
        charge("cancelled", new GatewayAnswer.Cancelled());
        charge("action required", new GatewayAnswer.ActionRequired("scan", PAY_BY));
        charge("another action required", new GatewayAnswer.ActionRequired("scan anew", AT));
        charge(
                "unknown",
                new GatewayAnswer.Unknown(GatewayAnswer.Unknown.Cause.TIMEOUT, "timeout"));
        charge(
                "refused",
                new GatewayAnswer.Refused(GatewayAnswer.Refused.Cause.RATE_LIMITED, "429"));
        byName.put(
                "charge: an earlier call refused",
                new ChargeAnswered(
                        1,
                        new GatewayAnswer.Refused(
                                GatewayAnswer.Refused.Cause.RATE_LIMITED, "429")));
        charge("misconfigured", new GatewayAnswer.Misconfigured("401"));
    }

    private void charge(String name, GatewayAnswer.OfCharge answer) {
        byName.put("charge: " + name, new ChargeAnswered(2, answer));
    }

    private void queries() {
        query("captured", new GatewayAnswer.Captured(AMOUNT, AT));
        query("captured, other amount", new GatewayAnswer.Captured(OTHER, AT));
        query("declined", new GatewayAnswer.Declined("no money"));
        query("not payable this way", NOT_PAYABLE);
        query("cancelled", new GatewayAnswer.Cancelled());
        query("action required", new GatewayAnswer.ActionRequired("scan", PAY_BY));
        query("another action required", new GatewayAnswer.ActionRequired("scan anew", AT));
        query("refunded", new GatewayAnswer.Refunded(AMOUNT));
        query("refunded, other amount", new GatewayAnswer.Refunded(OTHER));
        query("part refunded", new GatewayAnswer.PartlyRefunded(AMOUNT, PART, AT));
        query("part refunded, other amount", new GatewayAnswer.PartlyRefunded(OTHER, PART, AT));
        query("disputed", new GatewayAnswer.Disputed(AMOUNT, AT, "fraudulent"));
        query("disputed, other amount", new GatewayAnswer.Disputed(OTHER, AT, "fraudulent"));
        query("not found", new GatewayAnswer.NotFound());
        query("unknown", new GatewayAnswer.Unknown(GatewayAnswer.Unknown.Cause.TIMEOUT, "timeout"));
        query(
                "refused",
                new GatewayAnswer.Refused(GatewayAnswer.Refused.Cause.RATE_LIMITED, "429"));
        query("misconfigured", new GatewayAnswer.Misconfigured("401"));
    }

    private void query(String name, GatewayAnswer.OfQuery answer) {
        byName.put("query: " + name, new QueryAnswered(answer));
    }

    private void otherAmounts() {
        List.copyOf(byName.entrySet()).stream()
                .filter(one -> one.getKey().startsWith("query: "))
                .filter(one -> !one.getKey().endsWith("another action required"))
                .filter(one -> !one.getKey().endsWith("not payable this way"))
                .forEach(one ->
                        byName.put(
                                one.getKey().replace("query", "asked for other amount"),
                                new PaymentSignal.OtherAmountAnswered(
                                        ((QueryAnswered) one.getValue()).answer())));
    }

    /** Each claim about money that moved, and that none did, against each answer to a query. */
    private void confirms() {
        CLAIMS.forEach((claim, verdict) ->
                List.copyOf(byName.entrySet()).stream()
                        .filter(one -> one.getKey().startsWith("query: "))
                        .filter(one -> !one.getKey().endsWith("another action required"))
                        .filter(one -> !one.getKey().endsWith("not payable this way"))
                        .forEach(one ->
                                byName.put(
                                        one.getKey().replace("query", "confirm " + claim),
                                        new ConfirmAnswered(
                                                new GatewayCall.Confirm(verdict, null, AT),
                                                ((QueryAnswered) one.getValue()).answer()))));
    }

    private void cancels() {
        cancel("captured", new GatewayAnswer.Captured(AMOUNT, AT));
        cancel("captured, other amount", new GatewayAnswer.Captured(OTHER, AT));
        cancel("declined", new GatewayAnswer.Declined("no money"));
        cancel("not payable this way", NOT_PAYABLE);
        cancel("cancelled", new GatewayAnswer.Cancelled());
        cancel("not found", new GatewayAnswer.NotFound());
        byName.put(
                "cancel: not found, asked at the end of its lag",
                new CancelAnswered(new GatewayAnswer.NotFound(), GONE));
        byName.put(
                "cancel: not found, asked after its lag",
                new CancelAnswered(new GatewayAnswer.NotFound(), GONE.plusMillis(1)));
        cancel(
                "unknown",
                new GatewayAnswer.Unknown(GatewayAnswer.Unknown.Cause.TIMEOUT, "timeout"));
        cancel(
                "refused",
                new GatewayAnswer.Refused(GatewayAnswer.Refused.Cause.RATE_LIMITED, "429"));
        cancel("misconfigured", new GatewayAnswer.Misconfigured("401"));
    }

    private void cancel(String name, GatewayAnswer.OfCancel answer) {
        byName.put("cancel: " + name, new CancelAnswered(answer, AT));
    }

    private void refunds() {
        refund(2, "refunded", new GatewayAnswer.Refunded(AMOUNT));
        refund(2, "refunded, other amount", new GatewayAnswer.Refunded(OTHER));
        refund(2, "refused for good", new GatewayAnswer.RefundRefused("closed"));
        refund(1, "refused for good", new GatewayAnswer.RefundRefused("closed"));
        refund(2, "not found", new GatewayAnswer.NotFound());
        refund(
                2,
                "unknown",
                new GatewayAnswer.Unknown(GatewayAnswer.Unknown.Cause.TIMEOUT, "timeout"));
        refund(
                2,
                "refused",
                new GatewayAnswer.Refused(GatewayAnswer.Refused.Cause.RATE_LIMITED, "429"));
        refund(2, "misconfigured", new GatewayAnswer.Misconfigured("401"));
        otherRefund("refunded, other amount", new GatewayAnswer.Refunded(OTHER));
        otherRefund("refused for good", new GatewayAnswer.RefundRefused("closed"));
        otherRefund("not found", new GatewayAnswer.NotFound());
        otherRefund(
                "unknown",
                new GatewayAnswer.Unknown(GatewayAnswer.Unknown.Cause.TIMEOUT, "timeout"));
        otherRefund(
                "refused",
                new GatewayAnswer.Refused(GatewayAnswer.Refused.Cause.RATE_LIMITED, "429"));
        otherRefund("misconfigured", new GatewayAnswer.Misconfigured("401"));
    }

    private void otherRefund(String name, GatewayAnswer.OfRefund answer) {
        byName.put(
                "refund of other amount: " + name, new PaymentSignal.OtherRefundAnswered(answer));
    }

    private void refund(int number, String name, GatewayAnswer.OfRefund answer) {
        byName.put("refund " + number + ": " + name, new RefundAnswered(number, answer));
    }
}
