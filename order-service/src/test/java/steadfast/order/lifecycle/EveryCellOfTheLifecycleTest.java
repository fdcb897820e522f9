package steadfast.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import steadfast.events.FulfillmentEvent;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderEvent;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.IfStock;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderDecision.Republish;
import steadfast.order.lifecycle.OrderDecision.TooEarly;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.testkit.SealedTypes;

class EveryCellOfTheLifecycleTest {

    private static final Map<String, PaymentId> ROUNDS =
            Map.of(
                    "this", Examples.THIS,
                    "earlier", Examples.EARLIER,
                    "later", Examples.LATER,
                    "-", Examples.THIS);

    private record Cell(String signal, String round, String state) {
        @Override
        public String toString() {
            return signal + " " + round + " in " + state;
        }
    }

    @Test
    void everyCellIsDecidedAsTheTableSays() {
        Map<String, OrderState> states =
                Examples.statesWithIntents().stream()
                        .collect(Collectors.toMap(EveryCellOfTheLifecycleTest::named, s -> s));
        List<String> wrong = new ArrayList<>();

        table().forEach((cell, expected) -> {
            OrderState state = states.get(cell.state());
            OrderSignal signal =
                    SignalExamples.BY_NAME
                            .get(cell.signal())
                            .apply(state, ROUNDS.get(cell.round()));
            String decided =
                    described(
                            Examples.LIFECYCLE.decide(
                                    state,
                                    signal,
                                    cell.signal().equals("TimeToLivePassed")
                                            ? Examples.AFTER_EXPIRY
                                            : Examples.NOW));
            if (!decided.equals(expected)) {
                wrong.add(cell + ": expected " + expected + ", decided " + decided);
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void noCellOfTheContractIsMissingFromTheTable() {
        Set<String> expected = new TreeSet<>();
        for (String state : stateNames()) {
            for (String signal : signalNames()) {
                for (String round :
                        SignalExamples.WITHOUT_ROUND.contains(signal)
                                ? List.of("-")
                                : List.of("earlier", "later", "this")) {
                    expected.add(new Cell(signal, round, state).toString());
                }
            }
        }

        Set<String> written =
                table().keySet().stream()
                        .map(Cell::toString)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(written).isEqualTo(expected);
    }

    /** From the sealed types themselves, so that a new event or state is missed at once. */
    private static List<String> signalNames() {
        List<String> names = new ArrayList<>();
        recordNames(PaymentEvent.class).forEach(names::add);
        recordNames(FulfillmentEvent.class).forEach(names::add);
        for (String operation : recordNames(OperationsEvent.class).toList()) {
            switch (operation) {
                case "RepairRequested" ->
                        Stream.of(OperationsEvent.Owner.values())
                                .map(SignalExamples::named)
                                .forEach(names::add);
                case "ReviewDecided" ->
                        Stream.of(OperationsEvent.Decision.values())
                                .map(SignalExamples::named)
                                .forEach(names::add);
                default -> names.add(operation);
            }
        }
        for (String own : recordNames(OrderSignal.class).toList()) {
            switch (own) {
                case "FromPayment", "FromFulfillment", "FromOperations" -> {}
                case "RetriedByBuyer" ->
                        SignalExamples.METHODS.stream()
                                .map(SignalExamples::named)
                                .forEach(names::add);
                default -> names.add(own);
            }
        }
        return names;
    }

    /** Likewise from the sealed types; an unpaid state with each wish. */
    private static List<String> stateNames() {
        List<String> unpaid = recordNames(OrderState.Unpaid.class).toList();
        List<String> names = new ArrayList<>();
        for (String state : recordNames(OrderState.class).toList()) {
            names.add(state);
            if (unpaid.contains(state)) {
                names.add(state + "/leave");
                names.add(state + "/qr");
            }
        }
        return names;
    }

    private static String named(OrderState state) {
        String name = state.getClass().getSimpleName();
        return state instanceof Unpaid unpaid
                ? switch (unpaid.intent()) {
                    case BuyerIntent.Pay w -> name;
                    case BuyerIntent.Leave w -> name + "/leave";
                    case BuyerIntent.PayBy(String method) -> name + "/" + method;
                }
                : name;
    }

    private static Stream<String> recordNames(Class<?> type) {
        return SealedTypes.cases(type).stream().map(Class::getSimpleName);
    }

    private static String described(OrderDecision decision) {
        return switch (decision) {
            case Move move ->
                    named(move.next())
                            + (move.events().isEmpty() ? "" : ": " + names(move.events()));
            case IfStock either ->
                    described(either.withStock()) + " or " + described(either.withoutStock());
            case Repeat(Republish republish) ->
                    republish == Republish.LAST_EVENTS ? "again" : "repeat";
            case TooEarly t -> "early";
            case Contradiction c -> "contradiction";
        };
    }

    private static String names(List<OrderEvent> events) {
        return events.stream()
                .map(e -> e.getClass().getSimpleName())
                .collect(Collectors.joining(" "));
    }

    private static Map<Cell, String> table() {
        Map<Cell, String> cells = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] parts = line.split("\\|", -1);
            String[] signal = parts[0].strip().split(" ", -1);
            for (String state : states(parts[1].strip())) {
                Cell cell = new Cell(signal[0], signal[1], state);
                String twice = cells.put(cell, parts[2].strip());
                assertThat(twice).as("the table says it twice: " + cell).isNull();
            }
        }
        return cells;
    }

    private static List<String> states(String written) {
        String unpaid =
                stateNames().stream()
                        .filter(state ->
                                recordNames(OrderState.Unpaid.class).anyMatch(state::startsWith))
                        .collect(Collectors.joining(" "));
        return List.of(written.replace("unpaid", unpaid).split(" ", -1));
    }

    private static List<String> lines() {
        try (InputStream table =
                EveryCellOfTheLifecycleTest.class.getResourceAsStream("/order-lifecycle.table")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.replaceAll(" +", " "))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
