package steadfast.bench.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The implementations that are compared. */
public enum Rival {
    /** The plain poll loop. */
    PLAIN("plain loop"),
    /** spring-kafka's retry topics, tuned. */
    SPRING("spring-kafka tuned"),
    /** Our engine. */
    STEADFAST("steadfast");

    /** The first argument of a measured process; the second is the rival's name. */
    public static final String ROLE = "rival";

    private final String title;

    Rival(String title) {
        this.title = title;
    }

    /** Runs it in this process until its workload is done. */
    public void run(Consumer<Class<SteadfastEngine>> quarkus) throws InterruptedException {
        RunSettings settings = RunSettings.ofProcess();
        if (settings.workload() == Workload.W4) {
            CommitProbe.start(settings);
        }
        switch (this) {
            case PLAIN -> PlainLoop.run();
            case SPRING -> SpringRetryTopics.run();
            case STEADFAST -> quarkus.accept(SteadfastEngine.class);
        }
    }

    String title() {
        return title;
    }

    /** Returns the topics that must exist before it starts; it creates any others itself. */
    List<String> topics(RunSettings settings) {
        List<String> topics = new ArrayList<>(sources(settings));
        if (this == PLAIN) {
            for (int failures = 1; failures <= settings.workload().retries() + 1; failures++) {
                topics.add(PlainLoop.topic(settings, failures));
            }
        }
        return topics;
    }

    /** Returns the topics that it consumes, over which the records are dealt out in turn. */
    List<String> sources(RunSettings settings) {
        return this == STEADFAST ? settings.sources() : List.of(settings.topic());
    }

    String deadLetterTopic(RunSettings settings) {
        return this == STEADFAST ? settings.group() + ".dlt" : settings.topic() + "-dlt";
    }
}
