package steadfast.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import steadfast.local.demo.DemoCommand;
import steadfast.local.launch.LocalShop;
import steadfast.local.launch.command.CredentialsCommand;
import steadfast.local.launch.command.DownCommand;
import steadfast.local.launch.command.EnvironmentCommand;
import steadfast.local.launch.command.FailureSentence;
import steadfast.local.launch.command.KeysCommand;
import steadfast.local.launch.command.KeysetCommand;
import steadfast.local.launch.command.StatusCommand;
import steadfast.local.launch.command.UpCommand;
import steadfast.local.launch.process.Console;
import steadfast.local.launch.settings.Folders;
import steadfast.local.replay.ReplayCommand;

/** The program that {@code infra/run} calls once everything is built. */
@Command(name = "infra/run", subcommands = CommandLine.HelpCommand.class)
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Folders folders = Folders.of(environment);
        Clock clock = Clock.systemUTC();
        Console console = new Console(out, clock);
        System.exit(
                new CommandLine(new Main())
                        .addSubcommand(new UpCommand(environment, folders, console, clock))
                        .addSubcommand(new DownCommand(environment, folders, console))
                        .addSubcommand(new StatusCommand(folders, console, clock))
                        .addSubcommand(new EnvironmentCommand(environment, folders, console))
                        .addSubcommand(new KeysCommand(folders, console, clock))
                        .addSubcommand(new KeysetCommand(environment, folders))
                        .addSubcommand(new CredentialsCommand(environment, folders, console))
                        .addSubcommand(new ReplayCommand(environment, folders, clock))
                        .addSubcommand(
                                new DemoCommand(
                                        new LocalShop(environment, folders, console, clock)))
                        .setParameterExceptionHandler(Main::sayInOneLine)
                        .setExecutionExceptionHandler(new FailureSentence())
                        .execute(arguments));
    }

    private static int sayInOneLine(CommandLine.ParameterException failure, String[] arguments) {
        failure.getCommandLine().getErr().println(failure.getMessage());
        return CommandLine.ExitCode.USAGE;
    }
}
