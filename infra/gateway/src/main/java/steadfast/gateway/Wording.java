package steadfast.gateway;

/**
 * A gateway's own words, made fit to be stored, logged and sent on: PostgreSQL takes no zero byte,
 * a log no line break, and nobody a megabyte.
 */
public final class Wording {
    private static final int MAX_CHARS = 200;

    private Wording() {}

    /** The words without control characters, cut short; "unspecified" if none are left. */
    public static String of(String raw) {
        String printable =
                raw.codePoints()
                        .filter(character -> !Character.isISOControl(character))
                        .limit(MAX_CHARS)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return printable.isBlank() ? "unspecified" : printable;
    }
}
