package steadfast.gateway;

/**
 * A gateway's own words, made fit to be stored, logged and sent on: PostgreSQL takes no zero byte
 * and no half of a character, a log no line break, nobody a text that runs backwards, and nobody a
 * megabyte.
 */
public final class Wording {
    /** What stands where the gateway said nothing. */
    static final String UNSPECIFIED = "unspecified";

    private static final int MAX_CHARS = 200;

    private Wording() {}

    /** The words without control characters, cut short; "unspecified" if none are left. */
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

    /** Whether a text that must be kept as it is has nothing in it that could not be kept. */
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
