package steadfast.launcher.shop;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import steadfast.launcher.kafka.KafkaAccess;
import steadfast.launcher.process.JavaCommand;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.secrets.CallbackSecrets;
import steadfast.launcher.secrets.DatabaseCredentials;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.LocalGateway;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;

/** One of our four services, in a JVM of its own, told by environment where everything is. */
public final class ServicePart implements ProcessSpec {

    private static final int HEAP_MEGABYTES = 256;

    /** Settings of ours, of Quarkus and of Kafka's clients. */
    private static final List<String> SETTINGS =
            List.of("STEADFAST_", "QUARKUS_", "SMALLRYE_", "KAFKA_");

    /** The gateways' settings, credentials among them. */
    private static final List<String> GATEWAYS =
            List.of("STEADFAST_GATEWAYS_", "SANDBOX_", "STRIPE_", "ALIPAY_");

    private final Service service;
    private final Settings settings;
    private final Folders folders;
    private final CallbackSecrets secrets;
    private final DatabaseCredentials database;
    private final KafkaAccess kafka;

    public ServicePart(
            Service service, Settings settings, Folders folders, CallbackSecrets secrets) {
        this.service = service;
        this.settings = settings;
        this.folders = folders;
        this.secrets = secrets;
        this.database = new DatabaseCredentials(settings, folders);
        this.kafka = new KafkaAccess(settings, folders);
    }

    @Override
    public String name() {
        return service.folder();
    }

    @Override
    public int port() {
        return settings.port(service);
    }

    @Override
    public OptionalInt managementPort() {
        return OptionalInt.of(settings.managementPort(service));
    }

    @Override
    public String address() {
        return "http://%s:%s".formatted(settings.httpHost(), port());
    }

    @Override
    public List<String> command() {
        Path jar =
                folders.built()
                        .resolve(service.folder())
                        .resolve("target/quarkus-app/quarkus-run.jar");
        List<String> command =
                new ArrayList<>(JavaCommand.withHeap(HEAP_MEGABYTES, folders.temporary()));
        command.add("-jar");
        command.add(Built.file(jar).toString());
        return command;
    }

    @Override
    public boolean takes(String variable) {
        if (GATEWAYS.stream().anyMatch(variable::startsWith)) {
            return reachesGateways();
        }
        return SETTINGS.stream().anyMatch(variable::startsWith);
    }

    /** Returns what the one charges, the other asks. */
    private boolean reachesGateways() {
        return service == Service.PAYMENT || service == Service.RECONCILER;
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(kafka.environment(service));
        environment.put(service.portVariable(), "" + port());
        environment.put(service.managementPortVariable(), "" + settings.managementPort(service));
        environment.put(service.jdbcUrlVariable(), database.url(service));
        environment.put(service.jdbcUserVariable(), database.user(service));
        environment.put(service.jdbcPasswordVariable(), database.password(service));
        environment.put(service.jdbcOwnerUserVariable(), database.ownerUser(service));
        environment.put(service.jdbcOwnerPasswordVariable(), database.ownerPassword(service));
        environment.put("STEADFAST_ACCESS_FILE", folders.accessFile().toString());
        // The user's own settings win: another gateway, a keyset stored elsewhere.
        switch (service) {
            case PAYMENT -> {
                environment.putAll(gateways());
                environment.putAll(settings.payments().permission());
            }
            // It asks what payment-service charges.
            case RECONCILER -> environment.putAll(gateways());
            case FULFILLMENT ->
                    putIfUnset(
                            environment,
                            "STEADFAST_FULFILLMENT_KEYSET_FILE",
                            folders.keys().resolve("cards.json").toString());
            case ORDER -> environment.putAll(settings.payments().offered());
        }
        return environment;
    }

    @Override
    public boolean isReady() {
        return HttpProbe.isWell(readiness());
    }

    @Override
    public Optional<String> waitsFor() {
        return HttpProbe.firstNeed(readiness());
    }

    private URI readiness() {
        return settings.management(service).resolve("/q/health/ready");
    }

    private Map<String, String> gateways() {
        Map<String, String> environment = new HashMap<>();
        for (LocalGateway gateway : settings.sandboxes()) {
            environment.put(gateway.variable("URL"), settings.url(gateway));
            environment.put(gateway.variable("API_KEY"), settings.apiKey(gateway));
            environment.put(gateway.variable("MERCHANT"), settings.merchant(gateway));
            environment.put(gateway.variable("CALLBACK_SECRET"), secrets.of(gateway, settings));
        }
        environment.putAll(settings.payments().sandboxMethods());
        return environment;
    }

    private void putIfUnset(Map<String, String> environment, String variable, String value) {
        if (!settings.environment().containsKey(variable)) {
            environment.put(variable, value);
        }
    }
}
