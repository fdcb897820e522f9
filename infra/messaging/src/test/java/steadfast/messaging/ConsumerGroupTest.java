package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerGroupTest {

    @Test
    void subscriptionsOfOneGroupAreOneGroup() {
        Subscription<?> one = subscription("g", "a").parkingAt("bank");
        Subscription<?> other = subscription("g", "b");
        Subscription<?> ofAnother = subscription("h", "a");

        List<ConsumerGroup> groups = ConsumerGroup.of(List.of(one, ofAnother, other));

        assertThat(groups)
                .containsExactly(
                        new ConsumerGroup("g", List.of(one, other)),
                        new ConsumerGroup("h", List.of(ofAnother)));
        assertThat(groups.getFirst().topics()).containsExactlyInAnyOrder("a", "b");
        assertThat(groups.getFirst().parkingTiers()).containsExactly("bank");
    }

    @Test
    void aTopicOfTwoSubscriptionsIsRefused() {
        assertThatThrownBy(() ->
                        ConsumerGroup.of(List.of(subscription("g", "a"), subscription("g", "a"))))
                .hasMessage("two subscriptions of the group g consume a: leave it to one of them");
    }

    @Test
    void aTierOfTwoSubscriptionsIsRefused() {
        assertThatThrownBy(() ->
                        ConsumerGroup.of(
                                List.of(
                                        subscription("g", "a").parkingAt("bank"),
                                        subscription("g", "b").parkingAt("bank"))))
                .hasMessageContaining("bank");
    }

    @Test
    void aGroupDoesNotConsumeItsOwnLadder() {
        assertThatThrownBy(() -> ConsumerGroup.of(List.of(subscription("x", "x.retry-1"))))
                .hasMessageContaining("x.retry-1");
        assertThat(ConsumerGroup.of(List.of(subscription("y", "x.retry-1"))).getFirst().topics())
                .containsExactly("x.retry-1");
    }

    @Test
    void aGroupWhoseNameHasADotIsRefused() {
        assertThatThrownBy(() -> subscription("orders.payments", "payments"))
                .hasMessageContaining("orders.payments");
    }

    private static Subscription<String> subscription(String group, String topic) {
        return Engine.subscription(
                group, topic, new Subscription.Mode.Concurrent(1), _ -> Outcome.DONE);
    }
}
