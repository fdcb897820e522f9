package steadfast.messaging.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OldTopicTest {

    @Test
    void eachOldTopicHasItsPlaceInTheOneLadder() {
        assertThat(
                        OldTopic.among(
                                List.of(
                                        "g.orders.retry-12",
                                        "g.orders.parked.bank.one",
                                        "g.orders.dlt",
                                        "g.orders.replayed"),
                                "g",
                                Set.of("orders")))
                .containsExactlyInAnyOrder(
                        new OldTopic("g.orders.retry-12", "orders", "g.retry-12"),
                        new OldTopic("g.orders.parked.bank.one", "orders", "g.parked.bank.one"),
                        new OldTopic("g.orders.dlt", "orders", "g.dlt"),
                        new OldTopic("g.orders.replayed", "orders", "g.replayed"));
    }

    @Test
    void noTopicOfTodayAndNoneOfAnybodyElseIsOld() {
        assertThat(
                        OldTopic.among(
                                List.of(
                                        "g.retry-1",
                                        "g.parked.orders",
                                        "g.dlt",
                                        "g.replayed",
                                        "g.parked.orders.dlt",
                                        "orders",
                                        "other.orders.dlt",
                                        "g2.orders.dlt",
                                        "g.payments.dlt",
                                        "g.orders.retry-x",
                                        "g.orders.dlt.backup"),
                                "g",
                                Set.of("orders")))
                .isEmpty();
    }

    @Test
    void ofTwoSourceTopicsTheLongerNameCounts() {
        assertThat(OldTopic.among(List.of("g.x.retry-1.retry-2"), "g", Set.of("x", "x.retry-1")))
                .containsExactly(new OldTopic("g.x.retry-1.retry-2", "x.retry-1", "g.retry-2"));
    }

    @Test
    void aTierThatIsCalledLikeALetterTopicIsATier() {
        OldTopic tier = OldTopic.among(List.of("g.t.parked.dlt"), "g", Set.of("t")).getFirst();

        assertThat(tier.isWaiting()).isTrue();
        assertThat(tier.target()).isEqualTo("g.parked.dlt");
    }
}
