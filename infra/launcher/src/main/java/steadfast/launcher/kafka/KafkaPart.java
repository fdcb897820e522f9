package steadfast.launcher.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.common.KafkaException;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.Ports;
import steadfast.launcher.process.PosixSignal;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.process.StopStep;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;

/** One Kafka broker that is its own controller, with classes of its own. */
public final class KafkaPart implements ProcessSpec {

    private static final long ASK_SECONDS = 3;
    private static final Duration RIGHTS_LIMIT = Duration.ofSeconds(20);

    private final int port;
    private final Path log;
    private final KafkaAccess.Passwords passwords;
    private final KafkaCommand command;
    private final KafkaStorage storage;
    private final Path adminProperties;
    private volatile String clusterId = "";

    public KafkaPart(int port, int controllerPort, Folders folders) {
        this.port = port;
        this.log = folders.log(name());
        this.passwords = new KafkaAccess.Passwords(folders);
        this.command = new KafkaCommand(folders);
        this.storage = new KafkaStorage(port, controllerPort, folders, log, command, passwords);
        this.adminProperties = folders.kafkaAdmin();
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() {
        try {
            command.prepare();
            storage.prepare();
            clusterId = storage.clusterId();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> command() {
        return command.of("kafka.Kafka", storage.settings().toString());
    }

    @Override
    public boolean isReady() {
        if (!Ports.answers(port)) {
            return false;
        }
        String mine = clusterId.isEmpty() ? storage.clusterId() : clusterId;
        // A port that answers may be an older broker's, or one that has not joined itself yet.
        try (Admin admin = launcher(Duration.ofSeconds(2))) {
            DescribeClusterResult cluster = admin.describeCluster();
            return mine.equals(cluster.clusterId().get(ASK_SECONDS, TimeUnit.SECONDS))
                    && !cluster.nodes().get(ASK_SECONDS, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Until here nobody else may enter. */
    @Override
    public void complete() {
        try (Admin admin = launcher(RIGHTS_LIMIT)) {
            admin.alterUserScramCredentials(credentials(admin))
                    .all()
                    .get(RIGHTS_LIMIT.toSeconds(), TimeUnit.SECONDS);
            KafkaRights.apply(admin);
            KafkaSettings.write(
                    adminProperties, withAddress(passwords.clientSettings(KafkaAccess.ADMIN)));
            storage.rememberTheLauncher();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new LaunchFailure(
                    "Kafka does not accept its passwords and rights (%s); see %s."
                            .formatted(e.getMessage(), log),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("kafka was stopped before it was ready");
        }
    }

    /**
     * The broker has none: one that was made as an administrator would stay a way to everything.
     */
    private List<UserScramCredentialAlteration> credentials(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<UserScramCredentialAlteration> credentials = new ArrayList<>();
        Stream.concat(
                        Stream.of(KafkaAccess.LAUNCHER, KafkaAccess.ADMIN, KafkaAccess.REPLAY),
                        Stream.of(Service.values()).map(Service::folder))
                .map(passwords::forBroker)
                .forEach(credentials::add);
        if (admin.describeUserScramCredentials()
                .users()
                .get(RIGHTS_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .contains(KafkaAccess.BROKER)) {
            credentials.add(new UserScramCredentialDeletion(KafkaAccess.BROKER, KafkaAccess.SCRAM));
        }
        return credentials;
    }

    private Map<String, String> withAddress(Map<String, String> client) {
        Map<String, String> whole = new TreeMap<>(client);
        whole.put("bootstrap.servers", address());
        return whole;
    }

    private Admin launcher(Duration patience) {
        Map<String, Object> client =
                new HashMap<>(
                        withAddress(
                                storage.knowsTheLauncher()
                                        ? passwords.clientSettings(KafkaAccess.LAUNCHER)
                                        : passwords.launcherByPlain()));
        client.put("request.timeout.ms", "" + patience.toMillis());
        client.put("default.api.timeout.ms", "" + patience.plusSeconds(1).toMillis());
        return Admin.create(client);
    }

    @Override
    public List<StopStep> stopSteps() {
        return List.of(
                new StopStep(PosixSignal.TERM, Duration.ofSeconds(15)),
                new StopStep(PosixSignal.KILL, Duration.ofSeconds(5)));
    }

    @Override
    public String explain(String reason) {
        return storage.explain(reason);
    }
}
