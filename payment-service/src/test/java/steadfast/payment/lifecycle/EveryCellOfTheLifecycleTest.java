package steadfast.payment.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.lifecycle.SampleSignals.AMOUNT;
import static steadfast.payment.lifecycle.SampleSignals.AT;
import static steadfast.payment.lifecycle.SampleSignals.METHOD;
import static steadfast.payment.lifecycle.SampleSignals.PAY_BY;
import static steadfast.payment.lifecycle.SampleSignals.VISIBILITY_LAG;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.testkit.SealedTypes;

class EveryCellOfTheLifecycleTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Instant LAST_MOMENT = PAY_BY.minus(TIMEOUT);
    private static final Instant TOO_LATE = LAST_MOMENT.plusMillis(1);
    private static final PaymentId PAYMENT = PaymentId.first(new OrderId(new UUID(1, 1)));

    private static final Map<String, PaymentState> STATES =
            Stream.of(
                            new PaymentState.Requested(1),
                            new PaymentState.Sent(2),
                            new PaymentState.Unknown(3, "timeout"),
                            new PaymentState.ActionRequired(2, "scan", PAY_BY),
                            new PaymentState.Captured(AT),
                            new PaymentState.Declined("no money"),
                            new PaymentState.Cancelled(),
                            new PaymentState.Refunding(AT, 2, "late"),
                            new PaymentState.RefundRefused(AT, 2, "closed"),
                            new PaymentState.Refunded(2))
                    .collect(
                            Collectors.toMap(
                                    state -> state.getClass().getSimpleName(),
                                    state -> state,
                                    (one, other) -> one,
                                    LinkedHashMap::new));

    /** What the table's words mean: decision or next state, events, call. */
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry(".", "Repeat"),
                    Map.entry("again", "Republish"),
                    Map.entry("early", "TooEarly"),
                    Map.entry("!", "Contradiction"),
                    Map.entry("?", "Ask Query"),
                    Map.entry("?c", "Ask Cancel"),
                    Map.entry("?r", "Ask Refund"),
                    Map.entry("?k", "Ask Confirm"),
                    Map.entry("?o", "Ask AskForOtherAmount"),
                    Map.entry("?b", "Ask RefundOtherAmount"),
                    Map.entry("CONF", "Captured [PaymentConfirmed]"),
                    Map.entry("PART", "Captured [PaymentPartlyRefunded]"),
                    Map.entry("P+C", "Captured [PaymentPartlyRefunded, PaymentConfirmed]"),
                    Map.entry("CAP+P", "Captured [PaymentSucceeded, PaymentPartlyRefunded]"),
                    Map.entry("C+P>", "Captured [PaymentSucceeded, PaymentPartlyRefunded] Confirm"),
                    Map.entry("DISP", "Captured [PaymentDisputed]"),
                    Map.entry("RFF", "RefundRefused [PaymentRefundFailed]"),
                    Map.entry("REQ", "Requested []"),
                    Map.entry("SENT>", "Sent [PaymentStarted] Charge"),
                    Map.entry("UNK", "Unknown [PaymentUnresolved]"),
                    Map.entry("UNK>", "Unknown [PaymentStarted] Charge"),
                    Map.entry("ACT", "ActionRequired [PaymentActionRequired]"),
                    Map.entry("ACT>", "ActionRequired [PaymentActionRequired] Confirm"),
                    Map.entry("CAP", "Captured [PaymentSucceeded]"),
                    Map.entry("CAP>", "Captured [PaymentSucceeded] Confirm"),
                    Map.entry("DEC", "Declined [PaymentDeclined]"),
                    Map.entry("CAN", "Cancelled [PaymentCancelled]"),
                    Map.entry("RFG>", "Refunding [] Refund"),
                    Map.entry("RFR", "RefundRefused [PaymentRefundRefused]"),
                    Map.entry("RFD", "Refunded [PaymentRefunded]"));

    private record Row(String name, Map<String, String> cells) {
        Instant now() {
            boolean late = name.endsWith(", late") || name.equals("pay-by passed");
            return late ? TOO_LATE : LAST_MOMENT;
        }
    }

    private final Lifecycle lifecycle = new Lifecycle(TIMEOUT, VISIBILITY_LAG);
    private final SampleSignals signals = new SampleSignals();

    @TestFactory
    Stream<DynamicTest> everyCellDecidesAsTheTableSays() throws IOException {
        return table().stream()
                .flatMap(row ->
                        row.cells().entrySet().stream()
                                .map(cell -> cellTest(row, cell.getKey(), cell.getValue())));
    }

    private DynamicTest cellTest(Row row, String state, String word) {
        return DynamicTest.dynamicTest(
                row.name() + " while " + state,
                () -> {
                    Payment payment =
                            Payment.requested(PAYMENT, AMOUNT, METHOD, "bank", PAY_BY)
                                    .in(STATES.get(state));

                    PaymentDecision decision =
                            lifecycle.decide(payment, signals.named(row.name()), row.now());

                    assertThat(described(decision)).isEqualTo(WORDS.get(word));
                });
    }

    @Test
    void withoutAPaymentWhatWasAskedWaitsAndWhatWasHeardIsNothing() {
        signals.all()
                .forEach((name, signal) ->
                        assertThat(described(Lifecycle.decideUnknownPayment(signal)))
                                .as(name)
                                .isEqualTo(withoutAPayment(signal)));
    }

    private static String withoutAPayment(PaymentSignal signal) {
        return switch (signal.getClass().getSimpleName()) {
            case "CancelDue", "RefundDue", "ConfirmationDue", "CheckDue", "Decided" -> "TooEarly";
            case "FindingReceived", "RepairDue", "PayByPassed", "GatewayMissing" -> "Repeat";
            default -> "Contradiction";
        };
    }

    @Test
    void theTableHasEveryStateAndEverySignal() throws IOException {
        List<Row> table = table();

        assertThat(STATES.keySet()).isEqualTo(simpleNames(PaymentState.class));
        assertThat(table)
                .allSatisfy(row -> assertThat(row.cells().keySet()).isEqualTo(STATES.keySet()));
        Set<String> visited =
                table.stream()
                        .map(row -> kind(signals.named(row.name())))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(visited).isEqualTo(everyKind());
        assertThat(table.stream().map(row -> signals.named(row.name())).collect(Collectors.toSet()))
                .containsAll(signals.all().values());
        assertThat(table.stream().map(Row::name)).doesNotHaveDuplicates();
    }

    /** Derived from the sealed types and enums, so that a new one is missing here at once. */
    private static Set<String> everyKind() {
        Set<String> kinds = new TreeSet<>();
        for (Class<?> signal : PaymentSignal.class.getPermittedSubclasses()) {
            String name = signal.getSimpleName();
            switch (name) {
                case "ChargeAnswered" -> answers(kinds, name, GatewayAnswer.OfCharge.class);
                case "QueryAnswered" -> answers(kinds, name, GatewayAnswer.OfQuery.class);
                case "OtherAmountAnswered" -> answers(kinds, name, GatewayAnswer.OfQuery.class);
                case "OtherRefundAnswered" -> answers(kinds, name, GatewayAnswer.OfRefund.class);
                case "CancelAnswered" -> answers(kinds, name, GatewayAnswer.OfCancel.class);
                case "RefundAnswered" -> answers(kinds, name, GatewayAnswer.OfRefund.class);
                case "ConfirmAnswered" ->
                        SampleSignals.CLAIMS
                                .values()
                                .forEach(claim ->
                                        answers(
                                                kinds,
                                                name + " " + claim,
                                                GatewayAnswer.OfQuery.class));
                case "FindingReceived" -> {
                    for (var source : GatewayFinding.Source.values()) {
                        for (var verdict : GatewayFinding.Verdict.values()) {
                            kinds.add(name + " " + source + " " + verdict);
                        }
                    }
                }
                case "Decided" -> {
                    for (var decision : OperationsEvent.Decision.values()) {
                        kinds.add(name + " " + decision);
                    }
                }
                default -> kinds.add(name);
            }
        }
        return kinds;
    }

    private static void answers(Set<String> kinds, String signal, Class<?> family) {
        simpleNames(family).forEach(answer -> kinds.add(signal + " " + answer));
    }

    private static String kind(PaymentSignal signal) {
        String name = signal.getClass().getSimpleName();
        return switch (signal) {
            case PaymentSignal.ChargeAnswered s ->
                    name + " " + s.answer().getClass().getSimpleName();
            case PaymentSignal.QueryAnswered s ->
                    name + " " + s.answer().getClass().getSimpleName();
            case PaymentSignal.ConfirmAnswered s ->
                    name + " " + s.claimed() + " " + s.answer().getClass().getSimpleName();
            case PaymentSignal.CancelAnswered s ->
                    name + " " + s.answer().getClass().getSimpleName();
            case PaymentSignal.RefundAnswered s ->
                    name + " " + s.answer().getClass().getSimpleName();
            case PaymentSignal.OtherAmountAnswered s ->
                    name + " " + s.answer().getClass().getSimpleName();
            case PaymentSignal.OtherRefundAnswered s ->
                    name + " " + s.answer().getClass().getSimpleName();
            case PaymentSignal.FindingReceived s -> name + " " + s.source() + " " + s.verdict();
            case PaymentSignal.Decided s -> name + " " + s.decision();
            default -> name;
        };
    }

    private static Set<String> simpleNames(Class<?> sealed) {
        return SealedTypes.cases(sealed).stream()
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
    }

    private static String described(PaymentDecision decision) {
        return switch (decision) {
            case PaymentDecision.Move move -> {
                String events =
                        move.events().stream()
                                .map(event -> event.getClass().getSimpleName())
                                .toList()
                                .toString();
                String call =
                        move.then() == null ? "" : " " + move.then().getClass().getSimpleName();
                yield move.next().getClass().getSimpleName() + " " + events + call;
            }
            case PaymentDecision.Ask ask -> "Ask " + ask.call().getClass().getSimpleName();
            case PaymentDecision.Republish again -> "Republish";
            case PaymentDecision.Repeat repeat -> "Repeat";
            case PaymentDecision.TooEarly tooEarly -> "TooEarly";
            case PaymentDecision.Contradiction contradiction -> "Contradiction";
        };
    }

    private static List<Row> table() throws IOException {
        List<Row> rows = new ArrayList<>();
        String[] states = null;
        for (String line : lines()) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String[] cells =
                    Arrays.stream(line.split("\\|")).map(String::trim).toArray(String[]::new);
            if (states == null) {
                states = cells;
                continue;
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 1; column < cells.length; column++) {
                assertThat(WORDS).containsKey(cells[column]);
                row.put(states[column], cells[column]);
            }
            rows.add(new Row(cells[0], row));
        }
        return rows;
    }

    private static List<String> lines() throws IOException {
        try (InputStream table =
                EveryCellOfTheLifecycleTest.class.getResourceAsStream("/payment-lifecycle.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
