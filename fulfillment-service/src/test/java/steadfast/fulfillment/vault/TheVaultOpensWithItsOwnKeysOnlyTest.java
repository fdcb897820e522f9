package steadfast.fulfillment.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;
import steadfast.fulfillment.store.VaultProbes;
import steadfast.testkit.RealBrokerAndDatabase;

/** Each door that is made here is what a start of the service does. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class TheVaultOpensWithItsOwnKeysOnlyTest {

    @Inject TestShop shop;
    @Inject VaultConfig config;
    @Inject VaultProbes probes;
    @Inject Clock clock;

    @TempDir Path folder;

    @Test
    void aRestartOpensWhatWasSealedBefore() throws Exception {
        Sku sku = shop.newSku();
        shop.stock(sku, 1);
        String card = shop.query("select id::text from card where sku = ?", sku.value()).getFirst();
        String importId =
                shop.query("select import_id::text from card where sku = ?", sku.value())
                        .getFirst();
        byte[] sealed =
                HexFormat.of()
                        .parseHex(
                                shop.query(
                                                "select encode(sealed, 'hex') from card where sku = ?",
                                                sku.value())
                                        .getFirst());

        CardVault restarted = doorWith(config.keysetFile()).vault();

        assertThat(
                        restarted.open(
                                new SealBinding.ToStock(
                                        new CardId(UUID.fromString(card)),
                                        UUID.fromString(importId),
                                        sku),
                                sealed))
                .isEqualTo(new Code(sku + "-0"));
    }

    @Test
    void aStartWithoutTheKeysOfSealedCardsIsRefused() {
        shop.stock(shop.newSku(), 1);
        Path missing = folder.resolve("cards.json");

        assertThatThrownBy(() -> doorWith(missing).vault())
                .isInstanceOf(VaultException.class)
                .hasMessage(
                        "the keyset file %s is missing, but cards were sealed with it; restore it from your backup"
                                .formatted(missing));
        assertThat(missing).doesNotExist();
    }

    @Test
    void aStartWithOtherKeysIsRefused() {
        shop.stock(shop.newSku(), 1);
        KeysetFile other = new KeysetFile(folder.resolve("cards.json"));
        other.createOnce(CardKeys.make());

        assertThatThrownBy(() -> doorWith(other.path()).vault())
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("is not the one that sealed the cards of this database");
    }

    private VaultStartup doorWith(Path keysetFile) {
        return new VaultStartup(() -> keysetFile, probes, clock);
    }
}
