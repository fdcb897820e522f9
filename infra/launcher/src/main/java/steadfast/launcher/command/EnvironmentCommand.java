package steadfast.launcher.command;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.secrets.CallbackSecrets;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;
import steadfast.launcher.shop.ServicePart;

/**
 * For {@code infra/run dev}: prints the variables that the launcher gives a service, one per line,
 * for a shell that starts this service itself. They include secrets of this machine.
 */
@Command(name = "environment", hidden = true)
public final class EnvironmentCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Folders folders;
    private final Console console;

    @Parameters(paramLabel = "SERVICE")
    private String service = "";

    public EnvironmentCommand(Map<String, String> environment, Folders folders, Console console) {
        this.environment = environment;
        this.folders = folders;
        this.console = console;
    }

    @Override
    public Integer call() {
        ProcessSpec processSpec =
                new ServicePart(
                        Service.named(service),
                        new Settings(environment),
                        folders,
                        new CallbackSecrets(folders.callbackSecrets()));
        new TreeMap<>(processSpec.environment())
                .forEach((name, value) -> console.line(name + "=" + value));
        return 0;
    }
}
