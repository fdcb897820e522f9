package steadfast.planted.good.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Pure, with everything that purity allows: an enum, a switch, an array, a pattern. */
public sealed interface State {
    @SuppressWarnings("ArrayRecordComponent") // planted: an array is nothing to depend on
    record Open(Instant since, @Nullable Reason reason, byte[] proof) implements State {}

    record Closed() implements State {}

    /** Why. */
    enum Reason {
        TIRED,
        DONE
    }

    static String description(State state) {
        return switch (state) {
            case Open(Instant since, Reason reason, byte[] proof) when reason != null ->
                    switch (reason) {
                        case TIRED -> "tired since " + since + proof.length;
                        case DONE -> "done";
                    };
            case Open open -> "open " + open.since();
            case Closed closed -> "closed" + closed;
        };
    }
}
