package steadfast.text;

/**
 * Keeps what strangers wrote on one line. In a log a line break would begin a line that nobody
 * logged, in a terminal an escape would paint over one. Such characters are written as Java writes
 * them, {@code \n} and {@code \u001b}, so that what was there can still be read.
 */
public final class OneLine {

    private OneLine() {}

    /** The text, its control and formatting characters and line breaks written out. */
    public static String of(String text) {
        if (isOne(text)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.chars()
                .forEach(character -> {
                    if (character == '\n') {
                        safe.append("\\n");
                    } else if (character == '\t') {
                        safe.append("\\t");
                    } else if (character == '\r') {
                        safe.append("\\r");
                    } else if (isUnsafe(character)) {
                        safe.append("\\u%04x".formatted(character));
                    } else {
                        safe.append((char) character);
                    }
                });
        return safe.toString();
    }

    /** True if the text has nothing that must be written out. */
    public static boolean isOne(String text) {
        return text.chars().noneMatch(OneLine::isUnsafe);
    }

    private static boolean isUnsafe(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
