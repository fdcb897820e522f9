package steadfast.reconciler.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import steadfast.events.OperationsEvent.Decision;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/** How names are written in the API: {@code confirm-paid} for {@code CONFIRM_PAID}. */
final class DecisionName {

    private DecisionName() {}

    static String write(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads a decision, exactly as it is written. */
    static Decision read(String text) {
        return Arrays.stream(Decision.values())
                .filter(decision -> write(decision).equals(text))
                .findFirst()
                .orElseThrow(DecisionName::unknown);
    }

    private static ProblemException unknown() {
        String all =
                Arrays.stream(Decision.values())
                        .map(DecisionName::write)
                        .collect(Collectors.joining(", "));
        return new ProblemException(
                CommonProblem.INVALID_FIELD,
                "decision",
                new Text("The decision must be one of " + all + ".", "决定须为以下之一：" + all + "。"));
    }
}
