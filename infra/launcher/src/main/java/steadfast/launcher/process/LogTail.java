package steadfast.launcher.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import steadfast.text.OneLine;

/** The log of one process: limits its size, and finds out why the process ended. */
public final class LogTail {

    private static final long LARGEST_BYTES = 64L << 20;
    private static final int READ_BYTES = 64 << 10;
    private static final int LONGEST_REASON = 300;

    /** Lines that tell causes: the more telling kind first, and of each kind the last line. */
    private static final List<Pattern> TELLING =
            List.of(
                    // A service that refuses to start says why in one sentence.
                    Pattern.compile("(?<=start refused: ).*"),
                    Pattern.compile("\\b(FATAL|PANIC)\\b.*"),
                    Pattern.compile("Caused by: .*"),
                    Pattern.compile("(^|\\s)(\\w+\\.)+\\w*(Exception|Error)\\b.*"),
                    Pattern.compile("\\bERROR\\b.*"),
                    Pattern.compile("^(Error|Exception)\\b.*"),
                    Pattern.compile(".*\\S.*"));

    /**
     * Lines that a stranger may have written: PostgreSQL quotes the user name that a client sends,
     * and continues after a tab where that has a line break.
     */
    private static final Pattern OF_STRANGERS = Pattern.compile("^\t|\\] client backend: ");

    private final Path file;
    private long mark;

    public LogTail(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Says that a start begins here; a log that has grown large becomes {@code <name>.log.1}. */
    public synchronized void mark() {
        try {
            mark = Files.exists(file) ? Files.size(file) : 0;
            if (mark > LARGEST_BYTES) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
                mark = 0;
            }
        } catch (IOException e) {
            mark = 0;
        }
    }

    /** The line since the mark that best tells why the process ended. */
    public synchronized String reason() {
        List<String> lines;
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(Math.max(mark, log.length() - READ_BYTES));
            byte[] end = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(end);
            lines =
                    new String(end, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !OF_STRANGERS.matcher(line).find())
                            .toList();
        } catch (IOException e) {
            return "its log " + file + " cannot be read";
        }
        for (Pattern telling : TELLING) {
            for (String line : lines.reversed()) {
                var found = telling.matcher(line);
                if (found.find()) {
                    return shortened(found.group().strip());
                }
            }
        }
        return "it logged nothing";
    }

    private static String shortened(String line) {
        String plain = OneLine.of(line.replaceAll("\u001b\\[[0-9;]*m", ""));
        return plain.length() <= LONGEST_REASON ? plain : plain.substring(0, LONGEST_REASON) + "…";
    }
}
