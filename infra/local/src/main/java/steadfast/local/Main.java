package steadfast.local;

import java.time.Clock;
import java.util.Map;
import steadfast.local.launch.command.CredentialsCommand;
import steadfast.local.launch.command.DownCommand;
import steadfast.local.launch.command.EnvironmentCommand;
import steadfast.local.launch.command.KeysCommand;
import steadfast.local.launch.command.KeysetCommand;
import steadfast.local.launch.command.StatusCommand;
import steadfast.local.launch.command.UpCommand;
import steadfast.local.launch.process.Console;
import steadfast.local.launch.settings.Folders;
import steadfast.local.replay.ReplayCommand;

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
                        new ReplayCommand(environment, folders, clock)));
    }
}
