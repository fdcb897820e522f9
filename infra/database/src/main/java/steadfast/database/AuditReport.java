package steadfast.database;

import java.util.List;
import java.util.Optional;

/**
 * What one check of the audit rows found.
 *
 * @param head empty of a chain without entries
 * @param faults sentences, each with the table and the first entry that is wrong; none of a chain
 *     that is whole
 */
record AuditReport(Optional<AuditHead> head, List<String> faults) {

    AuditReport {
        faults = List.copyOf(faults);
    }
}
