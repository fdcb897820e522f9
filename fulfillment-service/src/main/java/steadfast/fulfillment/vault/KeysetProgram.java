package steadfast.fulfillment.vault;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import steadfast.fulfillment.lifecycle.SealKey;
import steadfast.fulfillment.store.FulfillmentStoreException;
import steadfast.fulfillment.store.KeysetLedger;

/**
 * The program behind {@code infra/run keyset}: {@code status}, {@code rotate NAME} and {@code
 * remove KEYID NAME}, where the name is recorded. It runs beside the service, as the owner of the
 * keyset file, and finds file and database by the service's own variables.
 *
 * <p>Exit code 0 on success, 1 if it was refused, 2 for unknown arguments.
 */
public final class KeysetProgram {

    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int USAGE = 2;

    private final Map<String, String> environment;
    private final PrintStream out;

    KeysetProgram(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
    }

    /** Runs one command. */
    public static void main(String[] arguments) {
        // The command's output is its result, not a log.
        try (PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            System.exit(new KeysetProgram(System.getenv(), out).run(List.of(arguments)));
        }
    }

    int run(List<String> arguments) {
        try (KeysetLedger ledger = ledger()) {
            KeysetFile file =
                    new KeysetFile(
                            Path.of(
                                    variable(
                                            "STEADFAST_FULFILLMENT_KEYSET_FILE",
                                            ".steadfast/keys/cards.json")));
            KeysetChanges changes = new KeysetChanges(file, ledger, Clock.systemUTC());
            List<String> lines =
                    switch (act(arguments)) {
                        case "status 1" -> changes.status();
                        case "rotate 2" -> changes.rotate(arguments.get(1));
                        case "remove 3" ->
                                changes.remove(SealKey.parse(arguments.get(1)), arguments.get(2));
                        default -> List.of();
                    };
            if (lines.isEmpty()) {
                out.println("Usage: status | rotate NAME | remove KEYID NAME.");
                return USAGE;
            }
            lines.forEach(out::println);
            return DONE;
        } catch (NumberFormatException e) {
            out.println("KEYID must be a key's number, as infra/run keyset status shows it.");
            return USAGE;
        } catch (VaultException e) {
            out.println("Not done: " + e.getMessage() + ".");
            return REFUSED;
        } catch (FulfillmentStoreException e) {
            out.println("The database failed (%s): is the shop running?".formatted(e.getMessage()));
            return REFUSED;
        }
    }

    private static String act(List<String> arguments) {
        return arguments.isEmpty() ? "" : arguments.getFirst() + " " + arguments.size();
    }

    private KeysetLedger ledger() {
        return KeysetLedger.open(
                variable(
                        "FULFILLMENT_JDBC_URL",
                        "jdbc:postgresql://127.0.0.1:15432/fulfillment?requireAuth=scram-sha-256"),
                variable("FULFILLMENT_JDBC_USER", ""),
                variable("FULFILLMENT_JDBC_PASSWORD", ""));
    }

    private String variable(String name, String otherwise) {
        return environment.getOrDefault(name, otherwise);
    }
}
