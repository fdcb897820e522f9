package steadfast.launcher.shop;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import steadfast.launcher.kafka.KafkaAccess;
import steadfast.launcher.process.ChildEnvironment;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Settings;

/** Some of a shop's processes, for measuring or testing one part alone. */
public final class LocalServers implements AutoCloseable {

    private final Settings settings;
    private final Folders folders;
    private final Shop shop;

    private LocalServers(Settings settings, Folders folders, Shop shop) {
        this.settings = settings;
        this.folders = folders;
        this.shop = shop;
    }

    /**
     * Starts them in a folder of their own and returns when they are ready.
     *
     * @param names such as {@code kafka}, {@code postgres}, {@code sandbox}, {@code
     *     payment-service}
     * @param environment ports and settings, as for {@code infra/run up}
     * @throws LaunchFailure if something is in the way; then nothing is left running
     */
    public static LocalServers start(
            Set<String> names, Map<String, String> environment, Folders folders, Console console) {
        Settings settings = new Settings(environment);
        folders.create();
        Shop shop =
                new Shop(
                        ProcessSpecs.of(settings, folders).only(names),
                        settings,
                        folders,
                        console,
                        environment,
                        Clock.systemUTC(),
                        () -> {});
        LocalServers servers = new LocalServers(settings, folders, shop);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(servers::close));
        shop.start();
        return servers;
    }

    /** How an administrator's client reaches Kafka. */
    public Map<String, String> kafkaSettings() {
        return new KafkaAccess(settings, folders).clientSettings(KafkaAccess.ADMIN);
    }

    /**
     * Returns how {@code infra/run up} starts one of our processes, for callers that start it
     * themselves, with their own settings in its environment.
     *
     * @param name such as {@code payment-service}
     * @throws LaunchFailure if it is not built
     */
    public ProcessBuilder command(String name) {
        ProcessSpec processSpec =
                ProcessSpecs.of(settings, folders).all().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("unknown process: " + name));
        ProcessBuilder command =
                new ProcessBuilder(processSpec.command()).directory(folders.logs().toFile());
        command.environment().putAll(settings.environment());
        ChildEnvironment.limit(command.environment(), processSpec);
        command.environment().putAll(processSpec.environment());
        return command;
    }

    @Override
    public void close() {
        shop.stop();
    }
}
