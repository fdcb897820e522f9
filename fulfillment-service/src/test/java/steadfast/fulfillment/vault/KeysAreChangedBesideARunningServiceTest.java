package steadfast.fulfillment.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;
import steadfast.fulfillment.lifecycle.SealKey;

class KeysAreChangedBesideARunningServiceTest {

    private static final SealBinding CARD =
            new SealBinding.ToStock(
                    new CardId(new UUID(1, 2)), new UUID(2, 1), new Sku("STEAM-50"));
    private static final Code CODE = new Code("ABCD-EFGH-1234");

    @TempDir Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private KeysetFile file;
    private CardKeys first;
    private CardVault running;
    private byte[] sealed;

    @BeforeEach
    void aServiceThatRunsWithItsFirstKey() {
        file = new KeysetFile(folder.resolve("keys/cards.json"));
        first = file.createOnce(CardKeys.make());
        running = running(keys -> true);
        sealed = running.seal(CARD, CODE);
    }

    @Test
    void theNewKeySealsAndTheOldOneStillOpens() {
        CardKeys rotated = first.withNewPrimary();
        CardVault vault = new CardVault(rotated);

        assertThat(rotated.sealKeys()).hasSize(2).startsWith(first.primary());
        assertThat(rotated.primary()).isNotEqualTo(first.primary());
        assertThat(SealKey.of(vault.seal(CARD, CODE))).isEqualTo(rotated.primary());
        assertThat(vault.open(CARD, sealed)).isEqualTo(CODE);
        assertThat(vault.fingerprint(CODE)).isEqualTo(running.fingerprint(CODE));
    }

    @Test
    void aRemovedKeyOpensNothing() {
        CardKeys rotated = first.withNewPrimary();

        CardKeys without = rotated.without(first.primary());

        assertThat(without.sealKeys()).containsExactly(rotated.primary());
        assertThatThrownBy(() -> new CardVault(without).open(CARD, sealed))
                .isInstanceOf(VaultException.class);
    }

    @Test
    void theFileIsReplacedWholeAndForItsOwnerAlone() throws Exception {
        Files.writeString(folder.resolve("keys/cards.json.new"), "of one that was killed");

        file.replace(first.withNewPrimary());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(file.read().orElseThrow().sealKeys()).hasSize(2);
        try (var files = Files.list(folder.resolve("keys"))) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void aDiskThatTakesHalfOfItLeavesTheFileAsItWas() throws Exception {
        String before = Files.readString(file.path());
        KeysetFile onAFullDisk =
                new KeysetFile(
                        file.path(),
                        (draft, text) -> {
                            Files.writeString(draft, text.substring(0, text.length() / 2));
                            throw new IOException("No space left on device");
                        });

        assertThatThrownBy(() -> onAFullDisk.replace(first.withNewPrimary()))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("No space left on device");

        assertThat(Files.readString(file.path())).isEqualTo(before);
        try (var files = Files.list(folder.resolve("keys"))) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void theNewKeyIsTakenAtTheNextLook() {
        CardKeys rotated = first.withNewPrimary();
        file.replace(rotated);
        assertThat(running.primaryKey()).isEqualTo(first.primary());

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(running.primaryKey()).isEqualTo(rotated.primary());
        assertThat(running.open(CARD, sealed)).isEqualTo(CODE);
    }

    @Test
    void whatAnotherInstanceSealedByANewKeyOpensAtOnce() {
        CardKeys rotated = first.withNewPrimary();
        file.replace(rotated);

        byte[] byNewKey = new CardVault(rotated).seal(CARD, CODE);

        assertThat(running.open(CARD, byNewKey)).isEqualTo(CODE);
    }

    @Test
    void aFileThatDoesNotOpenWhatIsSealedIsNotTaken() {
        CardVault careful = running(keys -> keys.sealKeys().contains(first.primary()));
        file.replace(CardKeys.make());

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(careful.primaryKey()).isEqualTo(first.primary());
        assertThat(careful.open(CARD, sealed)).isEqualTo(CODE);
    }

    @Test
    void aFileThatIsGoneOrDamagedIsNotTaken() throws Exception {
        Files.delete(file.path());
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(running.open(CARD, sealed)).isEqualTo(CODE);

        Files.writeString(file.path(), "{");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(running.open(CARD, sealed)).isEqualTo(CODE);
    }

    @Test
    void aDatabaseThatIsAwayDelaysTheNewKeyAndIsNoHarm() {
        boolean[] away = {true};
        CardVault vault =
                running(keys -> {
                    if (away[0]) {
                        throw new IllegalStateException("planted");
                    }
                    return true;
                });
        CardKeys rotated = first.withNewPrimary();
        file.replace(rotated);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(vault.primaryKey()).isEqualTo(first.primary());

        away[0] = false;
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(vault.primaryKey()).isEqualTo(rotated.primary());
    }

    private CardVault running(Predicate<CardKeys> rightOnes) {
        return new CardVault(new KeyRing(file, first, rightOnes, nanos::get));
    }
}
