package steadfast.http.input;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * The rule for text of a request: it must be Unicode that PostgreSQL can store. JSON and Java also
 * know U+0000 and halves of surrogate pairs; PostgreSQL refuses the first, and the second has no
 * UTF-8 form.
 */
public final class StorableText {

    private static final Text UNSTORABLE =
            new Text(
                    "The text contains U+0000 or half of a surrogate pair, which cannot be stored.",
                    "文本中含有无法存储的字符（U+0000 或不成对的代理字符）。");

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;

    private StorableText() {}

    /** Returns true if PostgreSQL can store the text as it is. */
    public static boolean isStorable(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == '\0') {
                return false;
            }
            if (Character.isSurrogate(unit)) {
                boolean pair =
                        i + 1 < text.length()
                                && Character.isSurrogatePair(unit, text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /**
     * Requires text that can be stored.
     *
     * @throws ProblemException naming the field
     */
    public static void require(String field, CharSequence text) {
        if (!isStorable(text)) {
            throw unstorable(field);
        }
    }

    /**
     * Returns the problem of a text that cannot be stored; the field is null if it is the whole
     * body.
     */
    public static ProblemException unstorable(@Nullable String field) {
        return new ProblemException(CommonProblem.INVALID_FIELD, field, UNSTORABLE);
    }

    /**
     * Requires one line that does not look empty: for titles and names, which are shown in lists
     * and logs.
     *
     * @param maxCharacters as Java counts them: 16-bit units
     * @throws ProblemException naming the field
     */
    public static void requireLine(String field, String text, int maxCharacters) {
        require(
                field,
                text,
                maxCharacters,
                StorableText::breaksTheLine,
                new Text(
                        "Send one line of 1 to "
                                + maxCharacters
                                + " characters, without control characters, invisible characters or"
                                + " characters that change the direction of the text.",
                        "须为一行文本，长度 1 至 " + maxCharacters + " 个字符，不含控制字符、不可见字符或改变文字方向的字符。"));
    }

    /**
     * Requires text that does not look empty, of one or more lines: for reasons, which people later
     * read in terminals and on pages.
     *
     * @param maxCharacters as Java counts them: 16-bit units
     * @throws ProblemException naming the field
     */
    public static void requireLines(String field, String text, int maxCharacters) {
        require(
                field,
                text,
                maxCharacters,
                character -> breaksTheLine(character) && "\n\r\t".indexOf(character) < 0,
                new Text(
                        "Send 1 to "
                                + maxCharacters
                                + " characters; of control characters only line breaks and tabs, and no"
                                + " invisible characters or characters that change the direction of the text.",
                        "长度须为 1 至 " + maxCharacters + " 个字符；控制字符只能是换行和制表符，不含不可见字符或改变文字方向的字符。"));
    }

    private static void require(
            String field, String text, int maxCharacters, IntPredicate refused, Text rule) {
        require(field, text);
        if (text.codePoints().allMatch(StorableText::drawsNothing)
                || text.length() > maxCharacters
                || text.codePoints()
                        .anyMatch(character -> refused.test(character) || misleads(character))) {
            throw new ProblemException(CommonProblem.INVALID_FIELD, field, rule);
        }
    }

    /** Returns true for control characters and everything else that ends a line. */
    public static boolean breaksTheLine(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /**
     * Returns true for characters that show nothing by themselves: a text of them alone looks
     * empty, and one of them in a text makes two that look alike. Unicode lists most of them as
     * Default_Ignorable_Code_Point, which Java does not know.
     */
    public static boolean drawsNothing(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> isIgnorable(character);
        };
    }

    private static boolean isIgnorable(int character) {
        return switch (character) {
            // A joiner of graphemes, fillers of Hangul and Khmer, a selector, the empty Braille
            // cell.
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180F, 0x2800, 0x3164, 0xFFA0 -> true;
            default ->
                    (character >= 0x180B && character <= 0x180D)
                            || (character >= 0xFE00 && character <= 0xFE0F)
                            || (character >= 0xE0100 && character <= 0xE01EF);
        };
    }

    /**
     * Returns true for characters that make a text look like another one: invisible characters, and
     * those that change the direction of the text. Characters that join or tag emoji are allowed.
     */
    private static boolean misleads(int character) {
        return Character.getType(character) == Character.FORMAT && !joinsOrTags(character);
    }

    /**
     * Returns true for the joiner and the non-joiner, which some scripts need too, and for tags.
     */
    private static boolean joinsOrTags(int character) {
        return character == ZERO_WIDTH_NON_JOINER
                || character == ZERO_WIDTH_JOINER
                || (character >= FIRST_TAG && character <= LAST_TAG);
    }
}
