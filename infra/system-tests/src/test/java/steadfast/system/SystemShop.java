package steadfast.system;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import steadfast.launcher.process.Console;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.shop.LocalShop;
import steadfast.launcher.shop.RunningShop;
import steadfast.system.ShopClient.Placed;
import steadfast.testkit.TestPorts;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

/**
 * The whole shop, as the launcher starts it: nine processes on ports of their own, with data of
 * their own. One for all test classes; they tell their orders apart by SKU.
 */
final class SystemShop {

    private static final List<String> PORTS =
            List.of(
                    "ORDER_PORT",
                    "PAYMENT_PORT",
                    "FULFILLMENT_PORT",
                    "RECONCILER_PORT",
                    "ORDER_MANAGEMENT_PORT",
                    "PAYMENT_MANAGEMENT_PORT",
                    "FULFILLMENT_MANAGEMENT_PORT",
                    "RECONCILER_MANAGEMENT_PORT",
                    "SANDBOX_PORT",
                    "SANDBOX_B_PORT",
                    "KAFKA_PORT",
                    "KAFKA_CONTROLLER_PORT",
                    "POSTGRES_PORT");

    /** Such as a shell may hold: of gateways, of a Kafka, and of something that is not ours. */
    static final Map<String, String> CANARIES =
            Map.of(
                    "STRIPE_CANARY", "canary-stripe",
                    "ALIPAY_CANARY", "canary-alipay",
                    "KAFKA_SSL_KEY_PASSWORD", "canary-kafka",
                    "CLOUD_TOKEN", "canary-cloud");

    private static final Pattern WARNING = Pattern.compile("\\b(WARN|WARNING|ERROR|FATAL)\\b");

    private final LocalShop launcher;
    private final RunningShop running;
    private final Path data;
    private final List<String> warningsOfTheStart;

    private SystemShop(LocalShop launcher, RunningShop running, Path data) throws IOException {
        this.launcher = launcher;
        this.running = running;
        this.data = data;
        this.warningsOfTheStart = warnings(data.resolve("logs"));
    }

    /** For {@code @ExtendWith}: gives the shop to test methods, started before the first. */
    static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == SystemShop.class || type == ShopClient.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            SystemShop shop =
                    context.getRoot()
                            .getStore(ExtensionContext.Namespace.GLOBAL)
                            .computeIfAbsent(Start.class, key -> new Start(), Start.class)
                            .shop();
            return parameter.getParameter().getType() == SystemShop.class
                    ? shop
                    : new ShopClient(shop.running());
        }
    }

    /** The one start of a test run: what failed once is not tried again for every test. */
    private static final class Start implements AutoCloseable {
        private @Nullable SystemShop shop;
        private @Nullable RuntimeException failure;

        private synchronized SystemShop shop() {
            if (shop == null && failure == null) {
                try {
                    shop = start(Map.of());
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
            if (failure != null) {
                throw failure;
            }
            return shop;
        }

        @Override
        public synchronized void close() throws IOException {
            if (shop != null) {
                shop.stop();
            }
        }
    }

    /**
     * Starts a shop with settings of its own, for one test class; whoever starts it stops it.
     *
     * @param settings by environment
     */
    static SystemShop start(Map<String, String> settings) {
        try {
            Path data = Files.createTempDirectory("steadfast-system-test");
            Map<String, String> environment = new HashMap<>(ownPorts());
            environment.putAll(CANARIES);
            environment.putAll(settings);
            // Nothing that the developer's shell says of an own Kafka or PostgreSQL.
            Folders folders = new Folders(Path.of("../.."), data, Path.of("../.."));
            Console console =
                    new Console(
                            new PrintStream(System.out, true, StandardCharsets.UTF_8),
                            Clock.systemUTC());
            LocalShop launcher = new LocalShop(environment, folders, console, Clock.systemUTC());
            return new SystemShop(launcher, launcher.start(environment), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunningShop running() {
        return running;
    }

    /** What the logs had of warnings and errors once everything was ready. */
    List<String> warningsOfTheStart() {
        return warningsOfTheStart;
    }

    private static List<String> warnings(Path logs) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path log : files.toList()) {
                Files.readAllLines(log).stream()
                        .filter(line -> WARNING.matcher(line).find())
                        .map(line -> log.getFileName() + ": " + line)
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** Where all processes keep what they write, logs included. */
    Path data() {
        return data;
    }

    /** How a client of this principal reaches Kafka, as whoever read the file of passwords can. */
    Map<String, String> kafkaSettings(String principal) {
        try (Stream<String> lines = Files.lines(data.resolve("kafka-passwords.properties"))) {
            String password =
                    lines.filter(line -> line.startsWith(principal + "="))
                            .map(line -> line.substring(principal.length() + 1))
                            .findFirst()
                            .orElseThrow();
            return kafkaSettings(principal, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with any password. */
    Map<String, String> kafkaSettings(String principal, String password) {
        return Map.of(
                "bootstrap.servers",
                running.kafkaSettings().getOrDefault("bootstrap.servers", ""),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-256",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(principal, password));
    }

    /** {@code kill -9}; PostgreSQL's own children end with it. */
    void kill(String name) {
        ProcessHandle.of(pid(name)).orElseThrow().destroyForcibly();
    }

    /** {@code kill -STOP}: as if its machine had hung; of a server too. */
    void freeze(String name) throws IOException, InterruptedException {
        signal("-STOP", name);
    }

    /** {@code kill -CONT}: the machine goes on where it hung. */
    void thaw(String name) throws IOException, InterruptedException {
        signal("-CONT", name);
    }

    private void signal(String signal, String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", signal, String.valueOf(pid(name))).start().waitFor();
        if (exit != 0) {
            throw new IOException("cannot send " + signal + " to " + name);
        }
    }

    /** The process ID, of {@code kafka} and {@code postgres} too, as the launcher wrote it down. */
    long pid(String name) {
        Long service = running.servicePids().get(name);
        if (service != null) {
            return service;
        }
        try (Stream<String> lines = Files.lines(data.resolve("pids"))) {
            return lines.map(line -> List.of(line.split(" ", -1)))
                    .filter(words -> words.getFirst().equals(name))
                    .map(words -> Long.parseLong(words.get(1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Dead letters whose key or value names one of the orders; other tests leave theirs. */
    List<TestRecord> deadLettersAbout(List<Placed> orders) {
        try (TestRecords records = TestRecords.at(running.kafkaSettings())) {
            return records.everything().stream()
                    .filter(record -> record.topic().endsWith(".dlt"))
                    .filter(letter -> orders.stream().anyMatch(order -> isAbout(letter, order)))
                    .toList();
        }
    }

    private static boolean isAbout(TestRecord letter, Placed order) {
        return (letter.key() + " " + letter.value()).contains(order.orderId());
    }

    void stop() throws IOException {
        launcher.stop();
        keepLogs();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What the processes said, for whoever looks into a failed test. */
    private void keepLogs() throws IOException {
        Path kept = Files.createDirectories(Path.of("target", "shop-logs"));
        try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
            for (Path log : logs.toList()) {
                Files.copy(
                        log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    static Map<String, String> ownPorts() {
        return PORTS.stream().collect(toMap(variable -> variable, _ -> "" + TestPorts.reserve()));
    }
}
