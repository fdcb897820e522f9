package steadfast.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages in which we speak of problems. */
enum Language {
    ENGLISH("en"),
    CHINESE("zh");

    /** Browsers send some 60; what is longer is not worth the work of sorting it. */
    private static final int MAX_HEADER_CHARACTERS = 500;

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** For {@code Content-Language}. */
    String tag() {
        return tag;
    }

    String of(ProblemType.Text text) {
        return switch (this) {
            case ENGLISH -> text.english();
            case CHINESE -> text.chinese();
        };
    }

    /**
     * The language that {@code Accept-Language} weighs highest (RFC 9110, section 12.5.4); English
     * if it names none of ours or cannot be read.
     */
    static Language preferred(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > MAX_HEADER_CHARACTERS) {
            return ENGLISH;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                String primary = range.getRange().split("-", 2)[0];
                if (range.getWeight() == 0) {
                    continue;
                }
                if (primary.equals(CHINESE.tag)) {
                    return CHINESE;
                }
                if (primary.equals(ENGLISH.tag) || primary.equals("*")) {
                    return ENGLISH;
                }
            }
            return ENGLISH;
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }
}
