package steadfast.gateway;

/**
 * Makes a gateway's own text safe to store, log and send on: without zero bytes and halves of
 * characters, which PostgreSQL refuses, without line breaks and reversed text, and of limited
 * length.
 */
public final class Wording {
    /** The text used if the gateway gave none. */
    static final String UNSPECIFIED = "unspecified";

    private static final int MAX_CHARS = 200;

    private Wording() {}

    /** Returns the text without control characters, shortened; "unspecified" if nothing is left. */
    public static String of(String raw) {
        String printable =
                raw.codePoints()
                        .filter(Wording::isPrintable)
                        .limit(MAX_CHARS)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return printable.isBlank() ? UNSPECIFIED : printable;
    }

    /** Returns whether a text that must be stored unchanged can be stored. */
    public static boolean isClean(String raw) {
        return raw.codePoints().allMatch(Wording::isPrintable);
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
