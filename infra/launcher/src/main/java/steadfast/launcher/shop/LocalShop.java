package steadfast.launcher.shop;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import steadfast.launcher.kafka.KafkaAccess;
import steadfast.launcher.process.Console;
import steadfast.launcher.secrets.AccessFile;
import steadfast.launcher.secrets.DatabaseCredentials;
import steadfast.launcher.secrets.LocalAccessKeys;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;

/** The shop of this clone for the demo, which gets keys of its own for as long as it lasts. */
public final class LocalShop implements ShopStarter {

    private final Map<String, String> environment;
    private final Folders folders;
    private final Console console;
    private final Clock clock;
    private final CountDownLatch signalled = new CountDownLatch(1);
    private @Nullable Shop shop;

    public LocalShop(
            Map<String, String> environment, Folders folders, Console console, Clock clock) {
        this.environment = environment;
        this.folders = folders;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public RunningShop start(Map<String, String> onTop) {
        Map<String, String> whole = new HashMap<>(environment);
        whole.putAll(onTop);
        Settings settings = new Settings(whole);
        folders.create();
        LocalAccessKeys access = new LocalAccessKeys(folders, console);
        CompletableFuture<AccessFile.Keys> keys = new CompletableFuture<>();
        Shop starting =
                new Shop(
                        ProcessSpecs.of(settings, folders),
                        settings,
                        folders,
                        console,
                        onTop,
                        clock,
                        () -> {
                            access.showFirst();
                            keys.complete(access.file().issue(LocalAccessKeys.DEMO));
                        });
        synchronized (this) {
            shop = starting;
        }
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::stopOnSignal));
        starting.start();
        return new Running(
                settings,
                new DatabaseCredentials(settings, folders),
                new KafkaAccess(settings, folders),
                keys.join(),
                starting);
    }

    /**
     * Returns when it has stopped, even if another thread stops it at the same time: a signal wakes
     * two.
     */
    @Override
    public synchronized void stop() {
        Shop started = shop;
        if (started != null && started.isRunning()) {
            try {
                // Only for our own shop: another demo in this clone keeps its keys.
                new LocalAccessKeys(folders, console).file().revoke(LocalAccessKeys.DEMO);
            } finally {
                started.stop();
            }
        }
    }

    @Override
    public void awaitSignal() {
        try {
            signalled.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopOnSignal() {
        signalled.countDown();
        stop();
    }

    private record Running(
            Settings settings,
            DatabaseCredentials database,
            KafkaAccess kafka,
            AccessFile.Keys keys,
            Shop shop)
            implements RunningShop {

        @Override
        public URI order() {
            return base(Service.ORDER);
        }

        @Override
        public URI payment() {
            return base(Service.PAYMENT);
        }

        @Override
        public URI fulfillment() {
            return base(Service.FULFILLMENT);
        }

        @Override
        public URI reconciler() {
            return base(Service.RECONCILER);
        }

        @Override
        public URI management(String service) {
            return settings.management(Service.named(service));
        }

        @Override
        public List<GatewayAccess> gateways() {
            return settings.sandboxes().stream()
                    .map(gateway ->
                            new GatewayAccess(
                                    gateway.folder(),
                                    URI.create("http://127.0.0.1:" + settings.port(gateway)),
                                    settings.apiKey(gateway)))
                    .toList();
        }

        @Override
        public String storefrontKey() {
            return keys.storefrontKey();
        }

        @Override
        public String operatorToken() {
            return keys.operatorToken();
        }

        @Override
        public String jdbcUrl(String name) {
            return database.urlWithCredentials(serviceOf(name));
        }

        @Override
        public String ownerJdbcUrl(String name) {
            return database.ownerUrlWithCredentials(serviceOf(name));
        }

        private static Service serviceOf(String database) {
            for (Service service : Service.values()) {
                if (service.database().equals(database)) {
                    return service;
                }
            }
            throw new IllegalArgumentException("no service has a database " + database);
        }

        @Override
        public Map<String, String> kafkaSettings() {
            return kafka.clientSettings(KafkaAccess.ADMIN);
        }

        @Override
        public Map<String, Long> servicePids() {
            return shop.servicePids();
        }

        private URI base(Service service) {
            return URI.create(
                    "http://%s:%s".formatted(settings.httpHost(), settings.port(service)));
        }
    }
}
