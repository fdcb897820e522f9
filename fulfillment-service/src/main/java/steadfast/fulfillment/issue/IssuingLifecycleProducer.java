package steadfast.fulfillment.issue;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import steadfast.fulfillment.lifecycle.IssuingLifecycle;

/** Makes the lifecycle as configured; the application does not start with a bad one. */
@Singleton
class IssuingLifecycleProducer {

    @Produces
    @Singleton
    @Startup
    IssuingLifecycle lifecycle(IssueConfig config) {
        return new IssuingLifecycle(config.confirmAfter());
    }
}
