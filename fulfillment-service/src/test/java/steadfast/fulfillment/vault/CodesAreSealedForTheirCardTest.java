package steadfast.fulfillment.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;
import steadfast.fulfillment.lifecycle.SealBinding.ToCard;
import steadfast.fulfillment.lifecycle.SealBinding.ToStock;

class CodesAreSealedForTheirCardTest {

    private static final CardId ID = new CardId(new UUID(1, 2));
    private static final UUID IMPORT = new UUID(2, 1);
    private static final SealBinding CARD = new ToStock(ID, IMPORT, new Sku("STEAM-50"));
    private static final CardId OTHER_ID = new CardId(new UUID(1, 3));
    private static final Code CODE = new Code("ABCD-EFGH-1234");

    @TempDir Path folder;

    @Test
    void aSealedCodeOpensAsItsCardAndNoOther() {
        CardVault vault = new CardVault(CardKeys.make());

        byte[] sealed = vault.seal(CARD, CODE);

        assertThat(vault.open(CARD, sealed)).isEqualTo(CODE);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(CODE.reveal());
    }

    static Stream<SealBinding> otherBindings() {
        return Stream.of(
                new ToStock(OTHER_ID, IMPORT, new Sku("STEAM-50")),
                new ToStock(ID, new UUID(2, 2), new Sku("STEAM-50")),
                new ToStock(ID, IMPORT, new Sku("STEAM-5")),
                new ToStock(ID, IMPORT, new Sku("STEAM-500")),
                new ToCard(ID));
    }

    @ParameterizedTest
    @MethodSource("otherBindings")
    void asAnotherCardImportOrSkuItDoesNotOpenNorWithoutThem(SealBinding other) {
        CardVault vault = new CardVault(CardKeys.make());
        byte[] sealed = vault.seal(CARD, CODE);

        assertThatThrownBy(() -> vault.open(other, sealed))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining(other.card().toString());
    }

    @Test
    void aSealOfAnEarlierVersionOpensAsItsCardAlone() {
        CardVault vault = new CardVault(CardKeys.make());
        byte[] sealed = vault.seal(new ToCard(ID), CODE);

        assertThat(vault.open(new ToCard(ID), sealed)).isEqualTo(CODE);
        assertThatThrownBy(() -> vault.open(new ToCard(OTHER_ID), sealed))
                .isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> vault.open(CARD, sealed)).isInstanceOf(VaultException.class);
    }

    @Test
    void equalCodesLookUnequalSealedAndEqualAsFingerprints() {
        CardVault vault = new CardVault(CardKeys.make());

        assertThat(vault.seal(CARD, CODE)).isNotEqualTo(vault.seal(CARD, CODE));
        assertThat(vault.fingerprint(CODE))
                .hasSize(32)
                .isEqualTo(vault.fingerprint(new Code("ABCD-EFGH-1234")))
                .isNotEqualTo(vault.fingerprint(new Code("ABCD-EFGH-1235")))
                .isNotEqualTo(new CardVault(CardKeys.make()).fingerprint(CODE));
    }

    @Test
    void aCodeHidesItselfInText() {
        assertThat(CODE).hasToString("Code[hidden]");
    }

    @Test
    void theKeysComeBackFromTheirFile() {
        KeysetFile file = new KeysetFile(folder.resolve("keys/cards.json"));
        CardVault first = new CardVault(file.createOnce(CardKeys.make()));
        byte[] sealed = first.seal(CARD, CODE);

        CardVault restarted =
                new CardVault(
                        new KeysetFile(folder.resolve("keys/cards.json")).read().orElseThrow());

        assertThat(restarted.open(CARD, sealed)).isEqualTo(CODE);
        assertThat(restarted.fingerprint(CODE)).isEqualTo(first.fingerprint(CODE));
    }

    @Test
    void theFileIsForItsOwnerAlone() throws Exception {
        KeysetFile file = new KeysetFile(folder.resolve("keys/cards.json"));

        file.createOnce(CardKeys.make());

        assertThat(mode(file.path())).isEqualTo("rw-------");
        assertThat(mode(file.path().getParent())).isEqualTo("rwx------");
        try (var files = Files.list(file.path().getParent())) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void manyFirstStartsAgreeOnOneKeyset() throws Exception {
        Path path = folder.resolve("keys/cards.json");
        byte[] fingerprint;
        try (ExecutorService starts = Executors.newFixedThreadPool(8)) {
            List<Future<byte[]>> fingerprints =
                    IntStream.range(0, 8)
                            .mapToObj(start ->
                                    starts.submit(() ->
                                            new CardVault(
                                                            new KeysetFile(path)
                                                                    .createOnce(CardKeys.make()))
                                                    .fingerprint(CODE)))
                            .toList();
            fingerprint = fingerprints.getFirst().get();
            for (Future<byte[]> other : fingerprints) {
                assertThat(other.get()).isEqualTo(fingerprint);
            }
        }
    }

    @Test
    void aDamagedFileIsNamedAndNotQuoted() throws Exception {
        Path path = Files.writeString(folder.resolve("cards.json"), "{\"seal\": s3cret");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> new KeysetFile(path).read())
                .isInstanceOf(VaultException.class)
                .hasMessage("the keyset file " + path + " is damaged; restore it from your backup")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "rw-r--r--, rwx------, chmod 600",
        "rw-r-----, rwx------, chmod 600",
        "rw--w----, rwx------, chmod 600",
        "rw-------, rwxrwx---, chmod 700",
        "rw-------, rwx---rwx, chmod 700"
    })
    void aFileThatOthersMayReadOrReplaceIsRefused(String file, String above, String cure)
            throws Exception {
        KeysetFile keys = new KeysetFile(folder.resolve("keys/cards.json"));
        keys.createOnce(CardKeys.make());
        Files.setPosixFilePermissions(keys.path(), PosixFilePermissions.fromString(file));
        Files.setPosixFilePermissions(
                keys.path().getParent(), PosixFilePermissions.fromString(above));

        assertThatThrownBy(keys::read)
                .isInstanceOf(VaultException.class)
                .hasMessageContaining(keys.path().toString())
                .hasMessageContaining(cure);
    }

    @Test
    void anotherVaultsCardsDoNotOpen() {
        byte[] sealed = new CardVault(CardKeys.make()).seal(CARD, CODE);

        assertThatThrownBy(() -> new CardVault(CardKeys.make()).open(CARD, sealed))
                .isInstanceOf(VaultException.class);
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
