package steadfast.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The jars of everything that runs, where a build leaves them. */
final class DeliveredLibraries {

    private static final List<String> FOLDERS =
            List.of(
                    "order-service/target/quarkus-app/lib",
                    "payment-service/target/quarkus-app/lib",
                    "fulfillment-service/target/quarkus-app/lib",
                    "reconciler-service/target/quarkus-app/lib",
                    "infra/sandbox/target/lib",
                    "infra/launcher/target/lib",
                    "infra/launcher/target/kafka-lib",
                    "infra/demo/target/lib");

    private DeliveredLibraries() {}

    /** Returns all of them; one that several programs have is there as often. */
    static List<Path> all() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(Path.of("../..", folder))) {
                files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
            }
        }
        return jars;
    }
}
