package steadfast.fulfillment.stock;

import java.util.Optional;
import steadfast.http.input.StorableText;

/** The rules for codes. */
final class CodeRules {

    static final int MAX_CHARACTERS = 512;

    private CodeRules() {}

    /** Returns why the code is refused; empty if it is valid. */
    static Optional<RefusalReason> refusal(String code) {
        if (code.isEmpty()) {
            return Optional.of(RefusalReason.EMPTY);
        }
        if (code.codePointCount(0, code.length()) > MAX_CHARACTERS) {
            return Optional.of(RefusalReason.TOO_LONG);
        }
        if (code.codePoints().anyMatch(CodeRules::invisible)) {
            return Optional.of(RefusalReason.CONTROL_CHARACTER);
        }
        if (space(code.codePointAt(0)) || space(code.codePointBefore(code.length()))) {
            return Optional.of(blank(code) ? RefusalReason.EMPTY : RefusalReason.SURROUNDING_SPACE);
        }
        return Optional.empty();
    }

    /** Returns whether the text consists only of spaces, including full-width and no-break ones. */
    static boolean blank(String text) {
        return text.codePoints().allMatch(CodeRules::space);
    }

    /** Stricter than a title: in a code no character is invisible, joiners of emoji included. */
    private static boolean invisible(int character) {
        return StorableText.breaksTheLine(character)
                || (StorableText.drawsNothing(character) && !space(character));
    }

    private static boolean space(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
