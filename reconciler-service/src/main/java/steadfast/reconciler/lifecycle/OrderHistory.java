package steadfast.reconciler.lifecycle;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import steadfast.events.OperationsEvent.Owner;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

/**
 * Every fact about one order: a set that only grows, so duplicates, delays and reordering lead to
 * the same result (a state-based CRDT; Shapiro et al. 2011). Expectations follow from the whole
 * set, never from the last event, so an early event that arrives late reopens nothing.
 */
public final class OrderHistory {

    private final Map<Key, FactVersion> versions;

    private OrderHistory(Map<Key, FactVersion> versions) {
        this.versions = Map.copyOf(versions);
    }

    /** The identity of a fact; a later attempt of a payment is not a new fact. */
    private record Key(Kind kind, int round, int number) {}

    /** The latest version of a fact. */
    private record FactVersion(Instant at, @Nullable Instant until) {

        /** The choice of the later one does not depend on the order of arrival. */
        private static final Comparator<FactVersion> BY_TIME =
                Comparator.comparing(FactVersion::at)
                        .thenComparing(
                                FactVersion::until,
                                Comparator.nullsFirst(Comparator.naturalOrder()));

        FactVersion later(FactVersion other) {
            return BY_TIME.compare(this, other) < 0 ? other : this;
        }
    }

    /** Creates the history of these facts. */
    public static OrderHistory of(Collection<ObservedEvent> facts) {
        Map<Key, FactVersion> versions = new HashMap<>();
        facts.forEach(observedEvent -> add(versions, observedEvent));
        return new OrderHistory(versions);
    }

    /** Returns the history with this fact added. */
    public OrderHistory with(ObservedEvent observedEvent) {
        Map<Key, FactVersion> more = new HashMap<>(versions);
        add(more, observedEvent);
        return new OrderHistory(more);
    }

    private static void add(Map<Key, FactVersion> versions, ObservedEvent observedEvent) {
        versions.merge(
                new Key(observedEvent.kind(), observedEvent.round(), observedEvent.number()),
                new FactVersion(observedEvent.at(), observedEvent.until()),
                FactVersion::later);
    }

    /** Returns all facts, sorted by their time. */
    public List<ObservedEvent> facts() {
        return versions.entrySet().stream()
                .map(one ->
                        new ObservedEvent(
                                one.getKey().kind(),
                                one.getKey().round(),
                                one.getKey().number(),
                                one.getValue().at(),
                                one.getValue().until()))
                .sorted(
                        Comparator.comparing(ObservedEvent::at)
                                .thenComparingInt(ObservedEvent::round)
                                .thenComparing(ObservedEvent::kind)
                                .thenComparingInt(ObservedEvent::number))
                .toList();
    }

    /** Returns this owner's last fact, by its own clock. */
    public Optional<ObservedEvent> lastFrom(Owner owner) {
        return facts().reversed().stream()
                .filter(observedEvent ->
                        observedEvent.kind().owner().filter(owner::equals).isPresent())
                .findFirst();
    }

    /** Returns the highest known round of paying; 0 if no event has arrived. */
    public int round() {
        return versions.keySet().stream().mapToInt(Key::round).max().orElse(0);
    }

    /** Returns the time of this fact about the round, if known; not for refunds. */
    Optional<Instant> when(ObservedEvent.Kind kind, int round) {
        return Optional.ofNullable(versions.get(new Key(kind, round, 0))).map(FactVersion::at);
    }

    /**
     * Returns whether the buyer has to act in this round: the last event is that the buyer must
     * act, not that the outcome is unknown.
     */
    boolean awaitsBuyer(int round) {
        Optional<Instant> action = when(Kind.PAYMENT_ACTION_REQUIRED, round);
        return action.isPresent()
                && when(Kind.PAYMENT_UNRESOLVED, round).filter(action.get()::isBefore).isEmpty();
    }

    /** Returns when the buyer's time to act ends; empty if the buyer need not act, or unknown. */
    public Optional<Instant> buyersDeadline(int round) {
        return awaitsBuyer(round)
                ? Optional.ofNullable(versions.get(new Key(Kind.PAYMENT_ACTION_REQUIRED, round, 0)))
                        .map(FactVersion::until)
                : Optional.empty();
    }

    /** Returns the history of each round that an event names. */
    SortedMap<Integer, RoundHistory> rounds() {
        SortedMap<Integer, RoundHistory> rounds = new TreeMap<>();
        versions.forEach((key, version) ->
                rounds.computeIfAbsent(key.round(), RoundHistory::new)
                        .add(key.kind(), key.number(), version.at()));
        return rounds;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OrderHistory that && versions.equals(that.versions);
    }

    @Override
    public int hashCode() {
        return versions.hashCode();
    }

    @Override
    public String toString() {
        return facts().toString();
    }
}
