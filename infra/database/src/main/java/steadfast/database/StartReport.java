package steadfast.database;

import java.util.List;

/**
 * What a check of a server found.
 *
 * @param unmet what keeps the service from starting
 * @param warnings what does not, but somebody should know; one sentence each
 */
public record StartReport(List<UnmetNeed> unmet, List<String> warnings) {

    public StartReport {
        unmet = List.copyOf(unmet);
        warnings = List.copyOf(warnings);
    }
}
