package steadfast.launcher;

import java.time.Clock;
import java.util.Map;
import steadfast.launcher.command.CredentialsCommand;
import steadfast.launcher.command.DownCommand;
import steadfast.launcher.command.EnvironmentCommand;
import steadfast.launcher.command.KeysCommand;
import steadfast.launcher.command.KeysetCommand;
import steadfast.launcher.command.StatusCommand;
import steadfast.launcher.command.UpCommand;
import steadfast.launcher.process.Console;
import steadfast.launcher.replay.DrainCommand;
import steadfast.launcher.replay.ReplayCommand;
import steadfast.launcher.settings.Folders;

/** The program that {@code infra/run} calls once everything is built. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Program program = Program.ofThisProcess();
        Map<String, String> environment = program.environment();
        Folders folders = program.folders();
        Console console = program.console();
        Clock clock = program.clock();
        System.exit(
                program.run(
                        arguments,
                        new UpCommand(environment, folders, console, clock),
                        new DownCommand(environment, folders, console),
                        new StatusCommand(folders, console, clock),
                        new EnvironmentCommand(environment, folders, console),
                        new KeysCommand(folders, console, clock),
                        new KeysetCommand(environment, folders),
                        new CredentialsCommand(environment, folders, console),
                        new ReplayCommand(environment, folders, clock),
                        new DrainCommand(environment, folders)));
    }
}
