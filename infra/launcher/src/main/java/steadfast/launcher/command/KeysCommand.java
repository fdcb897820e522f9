package steadfast.launcher.command;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import steadfast.launcher.process.Console;
import steadfast.launcher.secrets.LocalAccessKeys;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.shop.FileOwnership;

/**
 * {@code infra/run keys}: a new storefront API key and operator token, for users who lost the
 * first.
 */
@Command(
        name = "keys",
        description = {
            "Make a new storefront API key and operator token. The earlier ones end at once, or",
            "with --overlap after that many days."
        },
        mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {

    private static final int MAX_OVERLAP_DAYS = 90;

    private final Folders folders;
    private final Console console;
    private final Clock clock;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--overlap",
            paramLabel = "DAYS",
            description = "Keep the earlier keys valid for this many more days, 1 to 90.")
    private @Nullable Integer overlap;

    public KeysCommand(Folders folders, Console console, Clock clock) {
        this.folders = folders;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        folders.create();
        LocalAccessKeys keys = new LocalAccessKeys(folders, console);
        if (overlap == null) {
            keys.renew();
        } else if (overlap >= 1 && overlap <= MAX_OVERLAP_DAYS) {
            keys.renew(clock.instant().plus(Duration.ofDays(overlap)));
        } else {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--overlap must be 1 to " + MAX_OVERLAP_DAYS + " days.");
        }
        new FileOwnership(folders).restore();
        return 0;
    }
}
