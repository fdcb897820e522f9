package steadfast.gateway.sandbox;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import steadfast.gateway.contract.Bench;
import steadfast.gateway.contract.EveryGatewayKeepsTheContract;

class TheSandboxKeepsTheContractTest extends EveryGatewayKeepsTheContract {
    @TempDir static Path folder;

    @Override
    protected Bench bench() throws Exception {
        return new SandboxBench(folder);
    }
}
