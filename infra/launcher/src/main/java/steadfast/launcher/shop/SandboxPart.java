package steadfast.launcher.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import steadfast.launcher.process.JavaCommand;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.secrets.CallbackSecrets;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.LocalGateway;
import steadfast.launcher.settings.Settings;

/** A payment gateway that plays the gateways of the world; its journal outlives a restart. */
final class SandboxPart implements ProcessSpec {

    private static final String VARIABLES = "SANDBOX_";

    private final LocalGateway gateway;
    private final Settings settings;
    private final CallbackSecrets secrets;
    private final Path target;
    private final Path journal;
    private final Path temporary;

    SandboxPart(LocalGateway gateway, Settings settings, Folders folders, CallbackSecrets secrets) {
        this.gateway = gateway;
        this.settings = settings;
        this.secrets = secrets;
        this.target = folders.built().resolve("infra/sandbox/target");
        this.journal = folders.journal(gateway);
        this.temporary = folders.temporary();
    }

    @Override
    public String name() {
        return gateway.folder();
    }

    @Override
    public int port() {
        return settings.port(gateway);
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void prepare() {
        try {
            Files.createDirectories(journal.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> command() {
        List<String> command =
                new ArrayList<>(JavaCommand.withHeap(gateway.heapMegabytes(), temporary));
        command.add("-cp");
        command.add(Built.jar(target, "steadfast-sandbox") + ":" + target.resolve("lib") + "/*");
        command.addAll(
                List.of(
                        "steadfast.sandbox.SandboxMain",
                        "--name",
                        name(),
                        "--port",
                        "" + port(),
                        "--store",
                        journal.toString(),
                        "--callback-url",
                        settings.callbackUrl(gateway)));
        return command;
    }

    /** {@code SANDBOX_WEATHER} is both gateways' weather; what names the second one is its own. */
    @Override
    public boolean takes(String variable) {
        return variable.startsWith(VARIABLES)
                && !variable.startsWith(LocalGateway.SANDBOX_B.variable(""));
    }

    /** Secrets, which everybody can read on a command line; and what is said for it alone. */
    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = ownEnvironment();
        environment.put("SANDBOX_API_KEY", settings.apiKey(gateway));
        environment.put("SANDBOX_MERCHANT", settings.merchant(gateway));
        environment.put("SANDBOX_CALLBACK_SECRET", secrets.of(gateway, settings));
        return environment;
    }

    /** {@code SANDBOX_B_WEATHER} is what the process of that gateway knows as its weather. */
    private Map<String, String> ownEnvironment() {
        Map<String, String> environment = new HashMap<>();
        String own = gateway.variable("");
        if (!own.equals(VARIABLES)) {
            settings.environment()
                    .forEach((variable, value) -> {
                        if (variable.startsWith(own)) {
                            environment.put(VARIABLES + variable.substring(own.length()), value);
                        }
                    });
        }
        return environment;
    }

    @Override
    public boolean isReady() {
        return HttpProbe.isWell(URI.create(address() + "/health"));
    }
}
