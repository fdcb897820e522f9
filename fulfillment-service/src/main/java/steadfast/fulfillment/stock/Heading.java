package steadfast.fulfillment.stock;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * Decides whether the first line of a CSV upload is a heading, by the operator's parameter or by
 * its looks.
 */
enum Heading {
    /** The first line that is not blank is a heading. */
    YES,

    /** Every line is a code, whatever it looks like. */
    NO,

    /**
     * No parameter: {@code code} is a heading, and a line that looks like another heading is
     * refused.
     */
    UNSAID;

    /** The only line that counts as a heading without a parameter, as the API documents. */
    private static final String DOCUMENTED = "code";

    /** Only the beginning of a long upload is compared with its first line. */
    private static final int MAX_COMPARED = 1_000;

    /** Fewer lines do not show what a usual line looks like. */
    private static final int MIN_COMPARED = 2;

    /**
     * Reads the query parameter.
     *
     * @throws ProblemException if it is neither {@code yes} nor {@code no}
     */
    static Heading of(@Nullable String parameter) {
        return switch (parameter) {
            case null -> UNSAID;
            case "yes" -> YES;
            case "no" -> NO;
            default ->
                    throw new ProblemException(
                            CommonProblem.INVALID_FIELD,
                            "heading",
                            new Text("heading must be yes or no.", "heading 应为 yes 或 no。"));
        };
    }

    /**
     * Returns whether a line after the first one must be a code even if it looks like a heading.
     */
    boolean wordsAreCodes() {
        return this == NO;
    }

    /**
     * Returns whether to skip the first line that is not blank.
     *
     * @throws ProblemException {@code looks-like-heading} if the operator must decide
     */
    boolean passesOverFirst(UploadFormat format, UploadLines lines) throws IOException {
        return switch (this) {
            case YES -> true;
            case NO -> false;
            case UNSAID -> ask(format, lines);
        };
    }

    private static boolean ask(UploadFormat format, UploadLines lines) throws IOException {
        @Nullable String first = nextCode(format, lines);
        if (first == null || first.isEmpty()) {
            return false;
        }
        int number = lines.number();
        if (first.equals(DOCUMENTED)) {
            return true;
        }
        if (HeadingWords.contain(first) || standsOut(first, others(format, lines))) {
            throw new ProblemException(
                    StockProblem.LOOKS_LIKE_HEADING,
                    "heading",
                    new Text(
                            "Line %d looks like a heading: send ?heading=yes or ?heading=no."
                                    .formatted(number),
                            "第 %d 行像是表头：请用 ?heading=yes 或 ?heading=no 说明。".formatted(number)));
        }
        return false;
    }

    /**
     * Returns whether it has no digit where every other line has one, or letters of another script.
     */
    private static boolean standsOut(String first, List<String> others) {
        return others.size() >= MIN_COMPARED
                && ((!digits(first) && others.stream().allMatch(Heading::digits))
                        || (!ascii(first) && others.stream().allMatch(Heading::ascii)));
    }

    private static List<String> others(UploadFormat format, UploadLines lines) throws IOException {
        List<String> others = new ArrayList<>();
        for (@Nullable String code = nextCode(format, lines);
                code != null && others.size() < MAX_COMPARED;
                code = nextCode(format, lines)) {
            others.add(code);
        }
        return others;
    }

    /** Returns the next line's code; a line that will be refused anyway counts as empty. */
    private static @Nullable String nextCode(UploadFormat format, UploadLines lines)
            throws IOException {
        for (byte @Nullable [] line = lines.next(); line != null; line = lines.next()) {
            switch (format.read(lines, line)) {
                case UploadedLine.Good good -> {
                    return good.code().reveal();
                }
                case UploadedLine.Bad _ -> {
                    return "";
                }
                case UploadedLine.Blank _ -> {}
            }
        }
        return null;
    }

    private static boolean digits(String text) {
        return text.codePoints().anyMatch(Character::isDigit);
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }
}
