package steadfast.order.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.order.lifecycle.ViewToken;

class ATokenOpensWithItsOwnKeyAloneTest {

    private static final OrderId ORDER = new OrderId(UUID.randomUUID());

    private final SecureRandom random = new SecureRandom();
    private final ViewToken token = ViewToken.random(random);
    private final TokenSeal seal = new TokenSeal("corner-shop", "key-1");
    private final byte[] sealed = seal.seal(token, ORDER, random);

    @Test
    void itOpensWithTheSameStorefrontKeyAndOrder() {
        assertThat(new TokenSeal("corner-shop", "key-1").open(sealed, ORDER)).isEqualTo(token);
    }

    @Test
    void itDoesNotOpenWithAnotherKey() {
        assertRefused(new TokenSeal("corner-shop", "key-2"), ORDER);
    }

    @Test
    void itDoesNotOpenForAnotherStorefront() {
        assertRefused(new TokenSeal("other-shop", "key-1"), ORDER);
    }

    @Test
    void itDoesNotOpenForAnotherOrder() {
        assertRefused(seal, new OrderId(UUID.randomUUID()));
    }

    @Test
    void theSameTokenIsSealedDifferentlyEachTime() {
        assertThat(seal.seal(token, ORDER, random)).isNotEqualTo(sealed);
    }

    @Test
    void twoStorefrontsWithOneKeyHaveTwoHashes() {
        assertThat(new TokenSeal("other-shop", "key-1").keySha256()).isNotEqualTo(seal.keySha256());
    }

    private void assertRefused(TokenSeal other, OrderId order) {
        assertThatThrownBy(() -> other.open(sealed, order))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not this order's");
    }
}
