package steadfast.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The languages of problem texts. */
public enum Language {
    ENGLISH("en"),
    CHINESE("zh");

    /** Browsers send fewer than ten; further ranges are ignored. */
    private static final int MAX_RANGES = 50;

    /** A range: any language or a language with its dialect; and its weight (section 12.4.2). */
    private static final Pattern RANGE =
            Pattern.compile(
                    "[ \\t]*(?:(\\*)|([A-Za-z]{1,8})((?:-[A-Za-z0-9]{1,8})*))"
                            + "(?:[ \\t]*;[ \\t]*[qQ]=([01]?(?:\\.[0-9]{0,9})?))?[ \\t]*");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** For {@code Content-Language}. */
    public String tag() {
        return tag;
    }

    /** Returns the sentence in this language. */
    public String of(ProblemType.Text text) {
        return switch (this) {
            case ENGLISH -> text.english();
            case CHINESE -> text.chinese();
        };
    }

    /**
     * Returns the language that {@code Accept-Language} weighs highest (RFC 9110, section 12.5.4).
     * An unreadable range alone is ignored. If none of ours is requested, it is English, or Chinese
     * if English is refused by {@code q=0}, because a response needs some language.
     *
     * @param acceptLanguage the request's header; null if it has none
     */
    public static Language preferred(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
            return ENGLISH;
        }
        String[] ranges = acceptLanguage.split(",", MAX_RANGES + 1);
        Preference english = Preference.of(ENGLISH, ranges);
        Preference chinese = Preference.of(CHINESE, ranges);
        return chinese.isStrongerThan(english) ? CHINESE : ENGLISH;
    }

    /**
     * How much a language is asked for.
     *
     * @param weight 0 if it is refused, negative if no range mentions it
     * @param position of that range: of two with the same weight the first one counts
     */
    private record Preference(double weight, int position) {

        private static final double UNMENTIONED = -1;

        static Preference of(Language language, String[] ranges) {
            Preference named = new Preference(UNMENTIONED, MAX_RANGES);
            Preference any = named;
            for (int i = 0; i < Math.min(ranges.length, MAX_RANGES); i++) {
                Matcher range = RANGE.matcher(ranges[i]);
                double weight = range.matches() ? weight(range.group(4)) : UNMENTIONED;
                if (weight == UNMENTIONED) {
                    continue;
                }
                Preference preference = new Preference(weight, i);
                if (range.group(1) != null) {
                    any = preference.weight > any.weight ? preference : any;
                } else if (language.tag.equalsIgnoreCase(range.group(2))
                        // One refused dialect says nothing about the others.
                        && (weight > 0 || range.group(3).isEmpty())) {
                    named = preference.weight > named.weight ? preference : named;
                }
            }
            return named.weight == UNMENTIONED ? any : named;
        }

        /** Returns 0 to 1; {@link #UNMENTIONED} if it is not a weight. */
        private static double weight(@Nullable String text) {
            if (text == null) {
                return 1;
            }
            if (text.isEmpty() || text.equals(".")) {
                return UNMENTIONED;
            }
            double weight = Double.parseDouble(text);
            return weight <= 1 ? weight : UNMENTIONED;
        }

        boolean isStrongerThan(Preference other) {
            if (weight == UNMENTIONED || other.weight == UNMENTIONED) {
                return weight == UNMENTIONED ? other.weight == 0 : weight > 0;
            }
            return weight > other.weight
                    || (weight == other.weight && weight > 0 && position < other.position);
        }
    }
}
