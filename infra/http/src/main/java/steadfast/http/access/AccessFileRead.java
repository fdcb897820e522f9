package steadfast.http.access;

import java.util.Map;

/**
 * The access file was read: at the start, and each time that it has changed. For the audit.
 *
 * @param entries whose keys open: {@code storefront.shop#march} and the beginning of the hash, with
 *     the moment at which the key ends if it does
 * @param writtenBy the user whose file it is
 */
public record AccessFileRead(Map<String, String> entries, String writtenBy) {

    public AccessFileRead {
        entries = Map.copyOf(entries);
    }
}
