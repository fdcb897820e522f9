package steadfast.launcher.command;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import steadfast.launcher.kafka.KafkaAccess;
import steadfast.launcher.postgres.Superuser;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.secrets.DatabaseCredentials;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;
import steadfast.launcher.shop.RunningConfig;

/**
 * {@code infra/run credentials}: the credentials of the shop's databases and Kafka, as shell
 * variables. It reads files that only the user who started the shop may read.
 */
@Command(
        name = "credentials",
        description = "Print the credentials of the databases and Kafka, as shell variables.",
        mixinStandardHelpOptions = true)
public final class CredentialsCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Folders folders;
    private final Console console;

    public CredentialsCommand(Map<String, String> environment, Folders folders, Console console) {
        this.environment = environment;
        this.folders = folders;
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            variables().forEach((name, value) -> console.line(name + "=" + quoted(value)));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof AccessDeniedException denied) {
                throw new LaunchFailure(
                        "Only the user who started the shop can read %s: run infra/run credentials as that user."
                                .formatted(denied.getFile()),
                        e);
            }
            throw e;
        }
        return 0;
    }

    private Map<String, String> variables() {
        Map<String, String> whole = new HashMap<>(environment);
        // For the running shop, whatever this shell's variables say.
        whole.putAll(new RunningConfig(folders).environment());
        Settings settings = new Settings(whole);
        if (!settings.databases().atOwnServer() && !Files.exists(folders.postgres())) {
            throw new LaunchFailure(
                    "No shop in %s yet: infra/run up creates one.".formatted(folders.data()));
        }
        DatabaseCredentials database = new DatabaseCredentials(settings, folders);
        Map<String, String> variables = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            variables.put(service.jdbcUrlVariable(), database.url(service));
            variables.put(service.jdbcUserVariable(), database.user(service));
            variables.put(service.jdbcPasswordVariable(), database.password(service));
            variables.put(service.jdbcOwnerUserVariable(), database.ownerUser(service));
            variables.put(service.jdbcOwnerPasswordVariable(), database.ownerPassword(service));
        }
        if (!settings.databases().atOwnServer()) {
            variables.put("POSTGRES_SUPERUSER", Superuser.NAME);
            variables.put("POSTGRES_SOCKET_FOLDER", folders.postgres().toString());
            variables.put("POSTGRES_PORT", "" + settings.postgresPort());
        }
        KafkaAccess kafka = new KafkaAccess(settings, folders);
        variables.putAll(new TreeMap<>(kafka.environment(KafkaAccess.ADMIN)));
        if (settings.ownKafka().isEmpty()) {
            variables.put("KAFKA_ADMIN_PROPERTIES", folders.kafkaAdmin().toString());
        }
        for (Service service : Service.values()) {
            String login = kafka.environment(service).get(KafkaAccess.LOGIN);
            if (login != null) {
                variables.put(service.kafkaLoginVariable(), login);
            }
        }
        for (Service service : Service.values()) {
            variables.put(service.managementPortVariable(), "" + settings.managementPort(service));
        }
        return variables;
    }

    /** Quotes a value for a shell, whatever it contains. */
    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
