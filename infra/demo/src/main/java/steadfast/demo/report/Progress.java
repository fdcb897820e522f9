package steadfast.demo.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import steadfast.client.Status;
import steadfast.demo.measure.CpuMeter;
import steadfast.demo.measure.DeadLetterRange;
import steadfast.demo.measure.KafkaGauge;
import steadfast.demo.scenario.DemoFailure;
import steadfast.launcher.shop.RunningShop;

/** Prints the progress of the run each second, and reads the CPU meter. */
public final class Progress implements AutoCloseable {

    private final OrderBoard board;
    private final KafkaGauge kafka;
    private final CpuMeter cpu;
    private final RunningShop shop;
    private final int orders;
    private final PrintWriter out;
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("demo-progress").daemon().factory());

    private final ScheduledFuture<?> ticking;

    /** Starts printing; closing ends it. */
    public Progress(
            Duration interval,
            OrderBoard board,
            KafkaGauge kafka,
            CpuMeter cpu,
            RunningShop shop,
            int orders,
            PrintWriter out) {
        this.board = board;
        this.kafka = kafka;
        this.cpu = cpu;
        this.shop = shop;
        this.orders = orders;
        this.out = out;
        cpu.read(shop.servicePids().values());
        this.ticking =
                clock.scheduleWithFixedDelay(
                        this::print,
                        interval.toMillis(),
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void print() {
        try {
            cpu.read(shop.servicePids().values());
            out.println(line());
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String line() throws InterruptedException {
        Map<Status, Integer> counts = board.counts();
        int placed = counts.values().stream().mapToInt(Integer::intValue).sum();
        String byStatus =
                counts.entrySet().stream()
                        .map(entry ->
                                entry.getValue()
                                        + " "
                                        + entry.getKey()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' '))
                        .collect(Collectors.joining(", "));
        return "%4d s  %d of %d orders placed: %s | %s"
                .formatted(
                        Duration.ofNanos(System.nanoTime() - startNanos).toSeconds(),
                        placed,
                        orders,
                        byStatus.isEmpty() ? "none answered yet" : byStatus,
                        broker());
    }

    private String broker() throws InterruptedException {
        try {
            return "lag %d, dead letters %d"
                    .formatted(
                            kafka.lag(),
                            kafka.deadLetters().values().stream()
                                    .mapToLong(DeadLetterRange::records)
                                    .sum());
        } catch (DemoFailure e) {
            return "lag unknown: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        ticking.cancel(false);
        clock.close();
        cpu.read(shop.servicePids().values());
    }
}
