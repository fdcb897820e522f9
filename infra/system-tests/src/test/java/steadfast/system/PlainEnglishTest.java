package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds that texts, Javadoc and documentation are plain English, by a list of the worst phrases.
 *
 * <p>Decisions, the changelog and migrations are records of their time and may keep their words.
 */
class PlainEnglishTest {

    private static final Path ROOT = Path.of("../..");
    private static final Set<String> WRITTEN = Set.of("target", ".steadfast", ".git");
    private static final Set<String> SCRIPTS = Set.of("infra/run", "infra/testing.sh");
    private static final Set<String> PAGES =
            Set.of("README.md", ".github/", "infra/docs/", "infra/messaging/", "infra/sandbox/");

    /** What one counts by, and what one counts, where "a thread a record" means "per record". */
    private static final String COUNTED =
            "(?:batch|call|connection|copy|gauge|group|key|letter|line|order|partition|payment"
                    + "|process|record|round|row|second|source topic|thread|topic|value)";

    private static final List<Phrase> PHRASES =
            List.of(
                    new Phrase("there is no such", "“… not found”, “unknown …”"),
                    new Phrase("who is calling is not known", "“Authentication required”"),
                    new Phrase("key may not do that", "“Insufficient permissions”"),
                    new Phrase("(?:offered|possible|taken) are:", "“Supported values:”"),
                    new Phrase("\\bone a line\\b", "“one per line”"),
                    new Phrase("\\ba " + COUNTED + " a " + COUNTED + "\\b", "“one … per …”"),
                    new Phrase("how-manieth", "“ordinal”, “number”"),
                    new Phrase("\\bwhoever\\b", "“anyone who”, or name who it is"),
                    new Phrase("\\b(?:he|his|him|himself)\\b", "“they”, “their”"),
                    new Phrase("\\b(?:comes?|came) to nothing\\b", "“fails”, “expired”"),
                    new Phrase("\\bwhat \\w+ comes? to\\b", "“the meaning”, “the result”"),
                    new Phrase("\\bif (?:it|one|(?:a|the) \\w+) is none\\b", "“if it is invalid”"),
                    new Phrase("\\bhangs on\\b", "“depends on”"),
                    new Phrase("\\banew\\b", "“again”, “re…”"),
                    new Phrase("\\ball the same\\b", "“anyway”"),
                    new Phrase("\\bfor ever\\b", "“forever”, “permanently”"),
                    new Phrase("\\bmend(?:s|ed|ing)?\\b", "“fix”, “correct”"),
                    new Phrase("\\bif need be\\b", "“if necessary”"),
                    new Phrase("\\bnobody may enter\\b", "“all callers are refused”"),
                    new Phrase(
                            "\\bdo(?:es)? (?:not do )?its part\\b", "“fails”, “does not respond”"),
                    new Phrase(
                            "\\bturns? the text around\\b", "“changes the direction of the text”"),
                    new Phrase(
                            "\\bis (?:not )?read here\\b", "“unsupported”, “exceeds the limits”"),
                    new Phrase("\\bpass(?:es|ed) over\\b", "“skip”, “ignore”"),
                    new Phrase("\\bwell signed\\b", "“correctly signed”"),
                    new Phrase("\\bas it (?:must|should) be\\b", "“valid”, “as expected”"),
                    new Phrase("\\bas whom\\b", "“the role with which”, “the login”"),
                    new Phrase("\\bat most so many\\b", "“with a limit on”"),
                    new Phrase("\\bthe cards are out\\b", "“the cards were issued”"),
                    new Phrase("\\bof no (?:more )?use\\b", "“useless”, “unusable”"));

    @Test
    void noTextUsesAPhraseThatANewcomerStumblesOver() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            found.addAll(found(ROOT.relativize(file).toString(), Files.readString(file)));
        }

        assertThat(found).isEmpty();
    }

    @Test
    void everyKindOfTextIsRead() throws IOException {
        assertThat(files())
                .hasSizeGreaterThan(500)
                .extracting(file -> ROOT.relativize(file).toString())
                .contains(
                        "README.md",
                        ".github/CONTRIBUTING.md",
                        "infra/docs/operating.md",
                        "infra/run",
                        "infra/sandbox/README.md",
                        "order-service/src/main/java/steadfast/order/OrderProblem.java",
                        "order-service/src/main/resources/application.properties");
    }

    @Test
    void aPhraseIsFoundWithItsLineAndWhatToWriteInstead() {
        assertThat(
                        found(
                                "Planted.java",
                                """
                                /** Runs a thread a record, and stops
                                 * for
                                 * ever. */
                                String a = "Whoever asks is"
                                        + " told that there is no"
                                        + " such thing";
                                """))
                .containsExactly(
                        "Planted.java:5: “there is no such”: write “… not found”, “unknown …”",
                        "Planted.java:1: “a thread a record”: write “one … per …”",
                        "Planted.java:4: “Whoever”: write “anyone who”, or name who it is",
                        "Planted.java:2: “for ever”: write “forever”, “permanently”");
    }

    @Test
    void plainSentencesAndCodeAreLeftAlone() {
        assertThat(
                        found(
                                "Plain.java",
                                """
                                /** Returns the key; empty if there is none. The order is sent over a line. */
                                for (Whom whom : all) { theirs(whom); heMay = "the" + there; }
                                """))
                .isEmpty();
    }

    /** A phrase to avoid; a space in it also stands for a line break in a comment or a text. */
    private record Phrase(String regex, String instead) {

        Pattern pattern() {
            return Pattern.compile(
                    regex.replace(" ", "(?:\\s|\\s(?:\\*|//|#) |\"\\s*\\+\\s*\")+"),
                    Pattern.CASE_INSENSITIVE);
        }
    }

    private static List<String> found(String file, String text) {
        List<String> found = new ArrayList<>();
        for (Phrase phrase : PHRASES) {
            for (Matcher match = phrase.pattern().matcher(text); match.find(); ) {
                long line =
                        1 + text.substring(0, match.start()).chars().filter(c -> c == '\n').count();
                String words = match.group().replaceAll("[^\\p{L}:-]+", " ");
                found.add("%s:%d: “%s”: write %s".formatted(file, line, words, phrase.instead()));
            }
        }
        return found;
    }

    /** What tests and processes write meanwhile is left out: it comes and goes. */
    private static List<Path> files() throws IOException {
        List<Path> read = new ArrayList<>();
        Files.walkFileTree(
                ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return WRITTEN.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (isRead(ROOT.relativize(file).toString())) {
                            read.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return read;
    }

    private static boolean isRead(String file) {
        if (file.endsWith(".md")) {
            return PAGES.stream().anyMatch(file::startsWith);
        }
        return (file.contains("/src/main/java/") && file.endsWith(".java"))
                || (file.contains("/src/main/resources/") && file.endsWith(".properties"))
                || SCRIPTS.contains(file);
    }
}
