package steadfast.bench.messaging;

import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;

/** Our engine, put into a Quarkus application as any user would. */
public final class SteadfastEngine implements QuarkusApplication {

    private static final int IN_FLIGHT = 500;

    private final ScriptedHandler handler;

    SteadfastEngine(ScriptedHandler handler) {
        this.handler = handler;
    }

    @Override
    public int run(String... arguments) throws InterruptedException {
        handler.awaitEnd();
        return 0;
    }

    /** The subscription that is measured. */
    @ApplicationScoped
    static class Beans {

        @Produces
        @Singleton
        ScriptedHandler handler() {
            return new ScriptedHandler(RunSettings.ofProcess());
        }

        @Produces
        @Singleton
        Subscription<String> subscription(ScriptedHandler handler) {
            RunSettings settings = RunSettings.ofProcess();
            return new Subscription<>(
                    settings.group(),
                    Set.copyOf(settings.sources()),
                    new Subscription.Mode.Concurrent(IN_FLIGHT),
                    (_, _, value) -> new String(value, StandardCharsets.UTF_8),
                    delivery -> {
                        try {
                            handler.handle(delivery.key());
                            return Outcome.DONE;
                        } catch (ScriptedHandler.CallFailedException e) {
                            return new Outcome.Retry("gateway", String.valueOf(e.getMessage()));
                        }
                    });
        }
    }
}
