package steadfast.http.access;

import java.util.Map;

/**
 * Fired when the access file was read: at the start, and after each change. For the audit.
 *
 * @param entries the entries with valid keys: {@code storefront.shop#march} and the beginning of
 *     the hash, with the key's end if it has one
 * @param writtenBy the user whose file it is
 */
public record AccessFileRead(Map<String, String> entries, String writtenBy) {

    public AccessFileRead {
        entries = Map.copyOf(entries);
    }
}
