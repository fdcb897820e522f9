package steadfast.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnreadBodiesTest {
    private final UnreadBodies bodies = new UnreadBodies(4, 2);

    @Test
    void oneAddressHasItsShareAndLeavesTheRestToOthers() {
        assertThat(bodies.enter("10.0.0.1")).isTrue();
        assertThat(bodies.enter("10.0.0.1")).isTrue();
        assertThat(bodies.enter("10.0.0.1")).isFalse();
        assertThat(bodies.enter("10.0.0.2")).isTrue();
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        assertThat(bodies.enter("2001:db8:1:2::1")).isTrue();
        assertThat(bodies.enter("2001:db8:1:2:ffff::9")).isTrue();
        assertThat(bodies.enter("2001:db8:1:2::3")).isFalse();
        assertThat(bodies.enter("2001:db8:1:3::1")).isTrue();
    }

    @Test
    void allTogetherHaveALimitAndWhoLeavesMakesRoom() {
        for (int i = 1; i <= 4; i++) {
            assertThat(bodies.enter("10.0.0." + i)).isTrue();
        }
        assertThat(bodies.enter("10.0.0.9")).isFalse();

        bodies.leave("10.0.0.1");

        assertThat(bodies.enter("10.0.0.9")).isTrue();
    }
}
