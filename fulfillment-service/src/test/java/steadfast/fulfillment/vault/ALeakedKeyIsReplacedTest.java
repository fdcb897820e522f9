package steadfast.fulfillment.vault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;
import steadfast.fulfillment.lifecycle.SealKey;
import steadfast.fulfillment.store.KeysetLedger;
import steadfast.fulfillment.store.Reseals;
import steadfast.fulfillment.store.VaultProbes;
import steadfast.testkit.RealBrokerAndDatabase;

/**
 * The application goes by its own file; another instance, which is made here, by a copy that
 * changes first. At the end the application gets the changed file, so that it opens everything. The
 * database is this class's own: each test seals every card anew, and others leave 100,000 of them.
 */
@QuarkusTest
@QuarkusTestResource(value = RealBrokerAndDatabase.class, restrictToAnnotatedClass = true)
class ALeakedKeyIsReplacedTest {

    private static final String WHO = "test-person";
    private static final String WAITING_FOR_A_CHANGE =
            "select count(*) from pg_locks where locktype = 'advisory' and not granted";

    @Inject TestShop shop;
    @Inject VaultConfig config;
    @Inject CardVault applicationVault;
    @Inject VaultProbes probes;
    @Inject Reseals reseals;
    @Inject Clock clock;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @TempDir Path folder;

    private KeysetFile application;
    private KeysetFile copy;

    @BeforeEach
    void aCopyOfTheKeyset() throws Exception {
        application = new KeysetFile(config.keysetFile());
        // At least one card: without any the vault may forget its probe.
        shop.stock(shop.newSku(), 1);
        copy = new KeysetFile(folder.resolve("cards.json"));
        Files.copy(application.path(), copy.path());
    }

    @AfterEach
    void theApplicationHasTheNewestKeyAlone() {
        application.replace(copy.read().orElseThrow());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    assertThat(applicationVault.primaryKey()).isEqualTo(primary(copy));
                    assertThat(instance().pass(() -> true).left()).isZero();
                });
        for (SealKey key : copy.read().orElseThrow().sealKeys()) {
            if (!key.equals(primary(copy))) {
                change(changes -> changes.remove(key, WHO));
            }
        }
        application.replace(copy.read().orElseThrow());
    }

    @Test
    void everyCardIsSealedAnewAndTheOldKeyIsRemoved() {
        Sku sku = shop.newSku();
        shop.stock(sku, 4);
        OrderId sold = shop.issued(sku, 1);
        shop.change(sku, "voids", byCode(sku, 1, Map.of())).statusCode(200);
        SealKey leaked = primary(copy);

        change(changes -> changes.rotate(WHO));
        Reseal.Pass pass = instance().pass(() -> true);

        assertThat(pass.done()).isGreaterThanOrEqualTo(4);
        assertThat(pass.left()).isZero();
        assertThat(shop.count("select count(*) from card where seal_version <> 2")).isZero();
        assertThat(sealedBy(leaked)).isZero();
        assertThat(change(KeysetChanges::status))
                .anyMatch(
                        line -> line.startsWith("key " + leaked) && line.contains("can be removed"))
                .endsWith("Every card is sealed by the primary key.");

        change(changes -> changes.remove(leaked, WHO));
        application.replace(copy.read().orElseThrow());

        assertThat(copy.read().orElseThrow().sealKeys()).doesNotContain(leaked);
        shows(sold, sku + "-0");
        Sku moved = shop.newSku();
        shop.change(sku, "moves", byCode(sku, 2, Map.of("to", moved.value()))).statusCode(200);
        shows(shop.issued(moved, 1), sku + "-2");
        shop.upload(sku, "text/csv", sku + "-3")
                .statusCode(422)
                .body("refused[0].reason", equalTo("duplicate-of-stock"));
        assertThat(
                        shop.query(
                                """
                                select concat_ws(' ', who, action, encode(seal_key, 'hex')) from keyset_change
                                order by id desc limit 2\
                                """))
                .containsExactly(
                        WHO + " REMOVE " + HexFormat.of().formatHex(leaked.prefix()),
                        WHO + " ROTATE " + HexFormat.of().formatHex(primary(copy).prefix()));
    }

    @Test
    void aKeyThatIsNeededOrUnknownIsNotRemoved() {
        SealKey first = primary(copy);
        refused(changes -> changes.remove(first, WHO), "is the one that seals");
        change(changes -> changes.rotate(WHO));

        refused(changes -> changes.remove(first, WHO), "is still needed by");
        refused(changes -> changes.remove(new SealKey(7), WHO), "there is no key 7");
        assertThat(copy.read().orElseThrow().sealKeys()).contains(first);
    }

    @Test
    void whatARemovedKeySealsIsRefusedByTheDatabase() {
        Sku sku = shop.newSku();
        shop.stock(sku, 1);
        CardVault late = new CardVault(copy.read().orElseThrow());
        SealKey removed = primary(copy);
        change(changes -> changes.rotate(WHO));
        instance().pass(() -> true);
        change(changes -> changes.remove(removed, WHO));
        byte[] sealed = late.seal(binding(sku), new Code(sku + "-late"));

        assertThatThrownBy(() ->
                        shop.query(
                                """
                                insert into card (id, sku, import_id, sealed, seal_version, fingerprint)
                                select gen_random_uuid(), sku, import_id, ?, 2, sha256(?) from card where sku = ?\
                                """,
                                sealed,
                                sealed,
                                sku.value()))
                .hasMessageContaining("sealed by a key that was removed");
        assertThatThrownBy(() ->
                        shop.query("update card set sealed = ? where sku = ?", sealed, sku.value()))
                .hasMessageContaining("sealed by a key that was removed");
        assertThatThrownBy(() -> shop.query("update vault set sealed = ?", (Object) sealed))
                .hasMessageContaining("sealed by a key that was removed");
    }

    @Test
    void whatWasCutShortGoesOnAndEveryCardOpensInBetween() {
        Sku sku = shop.newSku();
        shop.stock(sku, 700);
        SealKey before = primary(copy);
        change(changes -> changes.rotate(WHO));
        AtomicInteger batches = new AtomicInteger();

        Reseal.Pass killed = instance().pass(() -> batches.incrementAndGet() <= 2);

        assertThat(killed.done()).isEqualTo(400);
        assertThat(killed.left()).isPositive();
        assertThat(openedBy(vault(), sku)).hasSize(700).contains(sku + "-0", sku + "-699");

        Reseal.Pass again = instance().pass(() -> true);

        assertThat(again.left()).isZero();
        assertThat(sealedBy(before)).isZero();
        assertThat(openedBy(vault(), sku)).hasSize(700);
    }

    @Test
    void anInstanceWithoutTheNewKeyLeavesItsCardsAlone() {
        Sku sku = shop.newSku();
        shop.stock(sku, 1);
        CardKeys old = copy.read().orElseThrow();
        change(changes -> changes.rotate(WHO));
        instance().pass(() -> true);
        SealKey key = primary(copy);

        Reseal.Pass pass = new Reseal(reseals, probes, new CardVault(old)).pass(() -> true);

        assertThat(pass.done()).isZero();
        assertThat(sealedBy(key)).isEqualTo(shop.count("select count(*) from card"));
        assertThat(probes.find().orElseThrow().sealed()).startsWith(key.prefix());
    }

    @Test
    void aCardOfAnEarlierVersionOpensAndIsBoundToItsImportAndSku() {
        Sku sku = shop.newSku();
        shop.stock(sku, 2);
        OrderId order = shop.issued(sku, 1);
        SealBinding.ToStock sold = binding(sku, "ISSUED");
        byte[] asBefore = vault().seal(new SealBinding.ToCard(sold.card()), new Code(sku + "-0"));
        shop.query(
                "update card set sealed = ?, seal_version = 1 where id = ?",
                asBefore,
                sold.card().value());
        shows(order, sku + "-0");

        instance().pass(() -> true);

        assertThat(shop.count("select count(*) from card where seal_version = 1")).isZero();
        shows(order, sku + "-0");
    }

    @Test
    void aCardUnderAnotherSkuIsNotShownWhateverItsRowSaysOfItsSeal() {
        Sku dear = shop.newSku();
        Sku cheap = shop.newSku();
        shop.stock(dear, 1);
        shop.stock(cheap, 1);
        SealBinding.ToStock theirs = binding(dear);
        SealBinding.ToStock ours = binding(cheap);
        move(theirs.card(), cheap, ours.importId(), 2);
        shop.query(
                "update card set status = 'VOIDED', void_id = ? where id = ?",
                ours.importId(),
                ours.card().value());
        OrderId order = shop.issued(cheap, 1);
        try {
            shown(order).statusCode(500);
            shop.query("update card set seal_version = 1 where id = ?", theirs.card().value());
            shown(order).statusCode(500);

            change(changes -> changes.rotate(WHO));
            assertThat(instance().pass(() -> true).left()).isEqualTo(1);
        } finally {
            move(theirs.card(), dear, theirs.importId(), 2);
            instance().pass(() -> true);
        }
        assertThat(openedBy(vault(), dear)).containsExactly(dear + "-0");
    }

    @Test
    void ordersAreIssuedAndShownAndStockIsChangedMeanwhile() throws Exception {
        Sku sku = shop.newSku();
        shop.stock(sku, 1_500);
        List<Future<?>> work = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            work.add(
                    threads.submit(() -> {
                        for (int i = 0; i < 25; i++) {
                            shown(shop.issued(sku, 2)).statusCode(200);
                        }
                    }));
            work.add(
                    threads.submit(() -> {
                        for (int i = 0; i < 10; i++) {
                            shop.stock(sku, 2_000 + i * 50, 50);
                            shop.change(sku, "voids", byCode(sku, 2_000 + i * 50, Map.of()))
                                    .statusCode(200);
                            Map<String, Object> to = Map.of("to", sku + "-moved");
                            shop.change(sku, "moves", byCode(sku, 2_001 + i * 50, to))
                                    .statusCode(200);
                        }
                    }));
            for (int round = 0; round < 3; round++) {
                try (KeysetLedger ledger = KeysetLedger.open(url, user, password)) {
                    new KeysetChanges(application, ledger, clock).rotate(WHO);
                }
                Reseal beside = new Reseal(reseals, probes, vaultOf(application));
                Future<?> one = threads.submit(() -> beside.pass(() -> true));
                beside.pass(() -> true);
                one.get();
            }
            for (Future<?> one : work) {
                one.get();
            }
        }
        copy.replace(application.read().orElseThrow());
        await().atMost(Duration.ofSeconds(60)).until(() -> instance().pass(() -> true).left() == 0);
        assertThat(sealedBy(primary(copy))).isEqualTo(shop.count("select count(*) from card"));
        assertThat(openedBy(vault(), sku)).hasSize(1_500 + 10 * 50);
    }

    @Test
    void aKeyThatIsMadeWhileAnotherIsRemovedStays() throws Exception {
        SealKey old = primary(copy);
        change(changes -> changes.rotate(WHO));
        assertThat(instance().pass(() -> true).left()).isZero();
        SealKey second = primary(copy);
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        KeysetFile slow =
                new KeysetFile(
                        copy.path(),
                        (file, text) -> {
                            writing.countDown();
                            await().until(() -> goOn.getCount() == 0);
                            Files.writeString(file, text);
                        });
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> removed =
                    threads.submit(() -> change(slow, changes -> changes.remove(old, WHO)));
            writing.await();

            Future<?> rotated = threads.submit(() -> change(changes -> changes.rotate(WHO)));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> rotated.isDone() || shop.count(WAITING_FOR_A_CHANGE) > 0);
            goOn.countDown();
            removed.get();
            rotated.get();
        }

        assertThat(primary(copy)).isNotEqualTo(second);
        assertThat(copy.read().orElseThrow().sealKeys())
                .containsExactlyInAnyOrder(second, primary(copy));
    }

    private List<String> change(Function<KeysetChanges, List<String>> act) {
        return change(copy, act);
    }

    private List<String> change(KeysetFile file, Function<KeysetChanges, List<String>> act) {
        try (KeysetLedger ledger = KeysetLedger.open(url, user, password)) {
            return act.apply(new KeysetChanges(file, ledger, clock));
        }
    }

    private void refused(Function<KeysetChanges, List<String>> act, String why) {
        assertThatThrownBy(() -> change(act))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining(why);
    }

    /** Another instance of the service, with the copy. */
    private Reseal instance() {
        return new Reseal(reseals, probes, vault());
    }

    private CardVault vault() {
        return vaultOf(copy);
    }

    private CardVault vaultOf(KeysetFile file) {
        return new VaultStartup(file::path, probes, clock).vault();
    }

    private static SealKey primary(KeysetFile file) {
        return file.read().orElseThrow().primary();
    }

    private int sealedBy(SealKey key) {
        return shop.count(
                "select count(*) from card where substring(sealed from 1 for 5) = ?",
                (Object) key.prefix());
    }

    private List<String> openedBy(CardVault vault, Sku sku) {
        return shop
                .query(
                        """
                        select concat_ws(' ', id, import_id, encode(sealed, 'hex')) from card
                        where sku = ? and seal_version = 2 order by id\
                        """,
                        sku.value())
                .stream()
                .map(row -> row.split(" ", -1))
                .map(row ->
                        vault.open(
                                        new SealBinding.ToStock(
                                                new CardId(UUID.fromString(row[0])),
                                                UUID.fromString(row[1]),
                                                sku),
                                        HexFormat.of().parseHex(row[2]))
                                .reveal())
                .toList();
    }

    private SealBinding.ToStock binding(Sku sku) {
        return binding(sku, "AVAILABLE");
    }

    private SealBinding.ToStock binding(Sku sku, String status) {
        String[] row =
                shop.query(
                                "select concat_ws(' ', id, import_id) from card where sku = ? and status = ?",
                                sku.value(),
                                status)
                        .getFirst()
                        .split(" ", -1);
        return new SealBinding.ToStock(
                new CardId(UUID.fromString(row[0])), UUID.fromString(row[1]), sku);
    }

    private void move(CardId card, Sku to, UUID importId, int sealVersion) {
        shop.query(
                "update card set sku = ?, import_id = ?, seal_version = ? where id = ?",
                to.value(),
                importId,
                sealVersion,
                card.value());
    }

    private Map<String, Object> byCode(Sku sku, int number, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("codes", List.of(sku + "-" + number));
        request.put("reason", "leaked");
        return request;
    }

    private ValidatableResponse shown(OrderId order) {
        return given().header("Authorization", TestShop.STOREFRONT)
                .header("View-Token", TestShop.VIEW_TOKEN)
                .get("/v1/cards/{orderId}", order.toString())
                .then();
    }

    private void shows(OrderId order, String code) {
        shown(order).statusCode(200).body("cards.code", contains(code));
    }
}
