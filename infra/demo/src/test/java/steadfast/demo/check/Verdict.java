package steadfast.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import steadfast.events.OrderId;

/** What the judges make of a run. */
final class Verdict {

    private final EvidenceBuilder run;

    Verdict(EvidenceBuilder run) {
        this.run = run;
    }

    List<Violation> broken() {
        return Invariants.judge(run.build());
    }

    /** Exactly these promises, each by a sentence that names the order. */
    void assertBroken(OrderId id, Promise... promises) {
        List<Violation> broken = broken();
        assertThat(broken).extracting(Violation::promise).containsOnly(promises);
        assertThat(broken)
                .allSatisfy(violation -> assertThat(violation.toString()).contains(id.toString()));
    }
}
