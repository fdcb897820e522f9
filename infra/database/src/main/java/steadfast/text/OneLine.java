package steadfast.text;

/**
 * Keeps text from strangers on one line. In a log a line break would begin a forged line, in a
 * terminal an escape sequence would overwrite one. Such characters are escaped as in Java, {@code
 * \n} and {@code \u001b}, so that the original can still be read.
 */
public final class OneLine {

    private OneLine() {}

    /** Returns the text with its control and formatting characters and line breaks escaped. */
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

    /** Returns true if the text has nothing to escape. */
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
