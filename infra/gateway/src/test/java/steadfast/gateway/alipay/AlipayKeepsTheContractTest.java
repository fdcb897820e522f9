package steadfast.gateway.alipay;

import steadfast.gateway.contract.Bench;
import steadfast.gateway.contract.EveryGatewayKeepsTheContract;

class AlipayKeepsTheContractTest extends EveryGatewayKeepsTheContract {
    @Override
    protected Bench bench() throws Exception {
        return new AlipayBench();
    }
}
