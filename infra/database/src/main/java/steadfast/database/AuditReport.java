package steadfast.database;

import java.util.List;
import java.util.Optional;

/**
 * The result of one check of the audit rows.
 *
 * @param head empty for a chain without entries
 * @param faults sentences, each with the table and its first wrong entry; none for an intact chain
 */
record AuditReport(Optional<AuditHead> head, List<String> faults) {

    AuditReport {
        faults = List.copyOf(faults);
    }
}
