package steadfast.messaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steadfast.testkit.TestRecord;

/** What a reader of a topic learns who ignores what it has seen before. */
final class FirstSaid {

    private FirstSaid() {}

    /** The numbers that each key said, in order, every event counted where it first came. */
    static Map<String, List<Integer>> ofEachKey(List<TestRecord> records) {
        Set<String> seen = new HashSet<>();
        Map<String, List<Integer>> numbers = new HashMap<>();
        for (TestRecord record : records) {
            if (seen.add(record.id())) {
                numbers.computeIfAbsent(record.key(), _ -> new ArrayList<>())
                        .add(Integer.valueOf(record.value()));
            }
        }
        return numbers;
    }
}
