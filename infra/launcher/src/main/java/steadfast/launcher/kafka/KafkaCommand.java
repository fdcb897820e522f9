package steadfast.launcher.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import steadfast.launcher.process.JavaCommand;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.settings.Folders;

/** How Kafka's own programs are called: with classes and a logging configuration of their own. */
final class KafkaCommand {

    private static final int HEAP_MEGABYTES = 512;
    private static final String LOGGING = "kafka-log4j2.xml";

    private final Path classes;
    private final Path configuration;
    private final Path temporary;

    KafkaCommand(Folders folders) {
        this.classes = folders.built().resolve("infra/launcher/target/kafka-lib");
        this.configuration = folders.configuration();
        this.temporary = folders.temporary();
    }

    /** Brings the logging configuration to where the programs find it. */
    void prepare() throws IOException {
        try (InputStream logging = KafkaCommand.class.getResourceAsStream(LOGGING)) {
            if (logging == null) {
                throw new IllegalStateException(LOGGING + " is missing");
            }
            Files.copy(
                    logging, configuration.resolve(LOGGING), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    List<String> of(String mainClass, String... arguments) {
        if (!Files.isDirectory(classes)) {
            throw new LaunchFailure(
                    "Kafka's classes are not built: run infra/run up, which builds them.");
        }
        List<String> command = new ArrayList<>(JavaCommand.withHeap(HEAP_MEGABYTES, temporary));
        command.add("-Dlog4j2.configurationFile=" + configuration.resolve(LOGGING));
        command.add("-cp");
        command.add(classes + "/*");
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }
}
