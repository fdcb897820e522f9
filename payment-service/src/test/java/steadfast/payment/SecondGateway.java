package steadfast.payment;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Another gateway, with a book and a weather of its own. */
@Singleton
@Typed(SecondGateway.class)
class SecondGateway extends ScriptedGateway {
    static final String METHOD = "second-card";

    @Override
    public String name() {
        return "second";
    }
}
