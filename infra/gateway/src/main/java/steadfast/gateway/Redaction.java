package steadfast.gateway;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Removes from a gateway's message what must not be stored: gateways repeat what was sent to them,
 * which may be a key, a card number or an address.
 */
final class Redaction {
    private static final String REDACTED = "[redacted]";

    /** The longest text that is searched, because no more is ever shown. */
    private static final int MAX_CHARS = 2_000;

    private static final Pattern QUERY_OF_A_URL =
            Pattern.compile("(https?://[^\\s?#]{1,500})[?#]\\S*");

    private static final List<Pattern> SECRET_OR_PERSONAL =
            List.of(
                    // Stripe's keys, webhook secrets and client secrets.
                    Pattern.compile("\\b(?:sk|rk|pk)_(?:test|live)_\\S+"),
                    Pattern.compile("\\bwhsec_\\S+"),
                    Pattern.compile("\\b\\w{1,100}_secret_\\w+"),
                    Pattern.compile("(?i)\\b(?:bearer|basic)\\s+\\S+"),
                    // Keys, signatures and tokens; a payment ID has at most 46 characters and is
                    // recognised by its hyphens or underscores.
                    Pattern.compile("[A-Za-z0-9+/=]{32,}"),
                    Pattern.compile("[^\\s@<>'\"(),:;]{1,64}@[^\\s@<>'\"(),:;]{1,255}"),
                    Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b"),
                    Pattern.compile("\\b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}\\b"),
                    // Card, account and phone numbers, grouped or not.
                    Pattern.compile(
                            "(?<![\\w-])(?!\\d{8}-\\d{4}-)\\+?\\d(?:[ -]?\\d){9,}(?![\\w-])"));

    private Redaction() {}

    /** Returns the text without secrets and personal data. */
    static String of(String raw) {
        String text = raw.substring(0, Math.min(raw.length(), MAX_CHARS));
        text = QUERY_OF_A_URL.matcher(text).replaceAll("$1");
        for (Pattern pattern : SECRET_OR_PERSONAL) {
            text = pattern.matcher(text).replaceAll(REDACTED);
        }
        return text;
    }
}
