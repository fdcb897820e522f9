package steadfast.order.store;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Tells Flyway of the migrations that are no SQL: Quarkus finds none by itself. */
@ApplicationScoped
public class JavaMigrations implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.javaMigrations(new V0168_1__SealViewTokens());
    }
}
