package steadfast.bench.payments;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import steadfast.bench.report.BenchReport;
import steadfast.launcher.shop.LocalServers;

/** Runs the scenarios one after the other on the same Kafka, PostgreSQL and gateway. */
final class PaymentsBench {

    private final LocalServers servers;
    private final Path folder;
    private final BenchReport report;
    private final PrintStream progress;

    PaymentsBench(LocalServers servers, Path folder, BenchReport report, PrintStream progress) {
        this.servers = servers;
        this.folder = folder;
        this.report = report;
        this.progress = progress;
    }

    void measure(Set<Scenario> scenarios) throws IOException, InterruptedException, SQLException {
        for (Scenario scenario : scenarios) {
            switch (scenario) {
                case CALM -> new CalmScenario(servers, folder, report, progress).measure();
                case FLAKY -> new FlakyScenario(servers, folder, report, progress).measure();
                case OUTAGE -> new OutageScenario(servers, folder, report, progress).measure();
                case SECOND ->
                        new SecondGatewayScenario(servers, folder, report, progress).measure();
                case RESTART -> new RestartScenario(servers, folder, report, progress).measure();
            }
        }
    }
}
