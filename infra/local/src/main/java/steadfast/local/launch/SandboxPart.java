package steadfast.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The payment gateway that plays the gateways of the world; its journal outlives a restart. */
final class SandboxPart implements Part {

    private static final int HEAP_MEGABYTES = 256;

    private final int port;
    private final String apiKey;
    private final Path target;
    private final Path journal;

    SandboxPart(Settings settings, Folders folders) {
        this.port = settings.sandboxPort();
        this.apiKey = settings.sandboxKey();
        this.target = folders.built().resolve("infra/sandbox/target");
        this.journal = folders.sandboxJournal();
    }

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
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
        List<String> command = new ArrayList<>(JavaCommand.withHeap(HEAP_MEGABYTES));
        command.add("-cp");
        command.add(Built.jar(target, "steadfast-sandbox") + ":" + target.resolve("lib") + "/*");
        command.addAll(
                List.of(
                        "steadfast.sandbox.Main",
                        "--port",
                        "" + port,
                        "--store",
                        journal.toString()));
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SANDBOX_API_KEY", apiKey);
    }

    @Override
    public boolean isReady() {
        return HttpProbe.isWell(URI.create(address() + "/health"));
    }
}
