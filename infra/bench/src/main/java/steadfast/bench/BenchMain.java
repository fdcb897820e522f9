package steadfast.bench;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import steadfast.bench.messaging.MessagingCommand;
import steadfast.bench.messaging.Rival;
import steadfast.bench.payments.PaymentsCommand;

/**
 * The main class of {@code infra/run bench}, and of every process that it measures, which gets its
 * role instead of a command.
 */
@QuarkusMain
@Command(
        name = "infra/run bench",
        description = "Measures, and says whether the bars hold.",
        mixinStandardHelpOptions = true)
public final class BenchMain {

    private BenchMain() {}

    public static void main(String... arguments) throws InterruptedException {
        if (arguments.length == 2 && arguments[0].equals(Rival.ROLE)) {
            Rival.valueOf(arguments[1]).run(engine -> Quarkus.run(engine));
            return;
        }
        System.exit(
                new CommandLine(new BenchMain())
                        .addSubcommand(new MessagingCommand())
                        .addSubcommand(new PaymentsCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments));
    }
}
