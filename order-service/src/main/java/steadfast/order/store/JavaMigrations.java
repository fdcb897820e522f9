package steadfast.order.store;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Registers the Java migrations with Flyway: Quarkus does not find them by itself. */
@ApplicationScoped
public class JavaMigrations implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.javaMigrations(new V0168_1__SealViewTokens());
    }
}
