package steadfast.gateway.stripe;

import steadfast.gateway.contract.Bench;
import steadfast.gateway.contract.EveryGatewayKeepsTheContract;

class StripeKeepsTheContractTest extends EveryGatewayKeepsTheContract {
    @Override
    protected Bench bench() throws Exception {
        return new StripeBench();
    }
}
