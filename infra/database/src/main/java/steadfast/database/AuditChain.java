package steadfast.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chain of a service's audit rows, checked from its first entry: each hash matches the one
 * before, each row has its entry and each entry its row, and the last seen head is still there.
 * Only this process remembers that head: a chain that was cut or rebuilt before it started looks
 * intact, and differs only from what was logged elsewhere.
 */
final class AuditChain {

    private final Connections connections;
    private @Nullable AuditHead seen;

    /**
     * @param connections opened as the service's role, or any other role that may read
     */
    AuditChain(Connections connections) {
        this.connections = connections;
    }

    /**
     * Checks the whole chain.
     *
     * @return empty for a service that chains no rows
     * @throws SQLException if the database does not answer
     */
    synchronized Optional<AuditReport> check() throws SQLException {
        try (Connection connection = connections.open();
                AuditSnapshot snapshot = AuditSnapshot.of(connection)) {
            if (!snapshot.exists()) {
                return seen == null
                        ? Optional.empty()
                        : Optional.of(
                                new AuditReport(
                                        Optional.empty(),
                                        List.of("the table audit_chain is missing")));
            }
            Optional<AuditHead> head = snapshot.head();
            List<String> faults = new ArrayList<>();
            if (seen != null) {
                lostSince(seen, snapshot).ifPresent(faults::add);
            }
            if (faults.isEmpty()) {
                head.ifPresent(newest -> seen = newest);
            }
            faults.addAll(snapshot.faults());
            return Optional.of(new AuditReport(head, faults));
        }
    }

    private static Optional<String> lostSince(AuditHead seen, AuditSnapshot now)
            throws SQLException {
        Optional<AuditHead> same = now.entry(seen.entries());
        if (same.equals(Optional.of(seen))) {
            return Optional.empty();
        }
        return Optional.of(
                same.map(other ->
                                "entry %d had the hash %s and has %s now: the chain was rebuilt"
                                        .formatted(seen.entries(), seen.hash(), other.hash()))
                        .orElseGet(() ->
                                "entry %d with the hash %s is missing: the end of the chain was cut off"
                                        .formatted(seen.entries(), seen.hash())));
    }
}
