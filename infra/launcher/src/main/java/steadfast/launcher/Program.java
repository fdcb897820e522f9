package steadfast.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import steadfast.launcher.command.FailureSentence;
import steadfast.launcher.process.Console;
import steadfast.launcher.settings.Folders;

/**
 * What every program that {@code infra/run} calls starts with, and how it runs a command.
 *
 * @param environment the variables of the process
 * @param console its standard output
 */
@Command(name = "infra/run", subcommands = CommandLine.HelpCommand.class)
public record Program(
        Map<String, String> environment, Folders folders, Console console, Clock clock) {

    /** Returns the program that this process is. */
    public static Program ofThisProcess() {
        Map<String, String> environment = System.getenv();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Clock clock = Clock.systemUTC();
        return new Program(environment, Folders.of(environment), new Console(out, clock), clock);
    }

    /**
     * Runs the command that the arguments name, and returns its exit code.
     *
     * @param commands of picocli, each annotated with its name
     */
    public int run(String[] arguments, Object... commands) {
        CommandLine line = new CommandLine(this);
        for (Object command : commands) {
            line.addSubcommand(command);
        }
        return line.setParameterExceptionHandler(Program::printOneLine)
                .setExecutionExceptionHandler(new FailureSentence())
                .execute(arguments);
    }

    private static int printOneLine(CommandLine.ParameterException failure, String[] arguments) {
        failure.getCommandLine().getErr().println(failure.getMessage());
        return CommandLine.ExitCode.USAGE;
    }
}
