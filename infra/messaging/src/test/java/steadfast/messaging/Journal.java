package steadfast.messaging;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What handlers of several processes did, in one order: each line is one appending write, so it
 * outlives the process that wrote it, and a line above another one was written before it.
 */
final class Journal {

    /** What a line says. */
    enum What {
        BEGIN,
        END,
        /** The process is gone; written by whoever saw it go. */
        GONE
    }

    /** A line; of {@link What#GONE} only the process counts. */
    record Line(What what, String process, String key, int partition, String value, int attempt) {}

    private final Path file;
    private final OutputStream out;

    Journal(Path file) throws IOException {
        this.file = file;
        this.out =
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    Path file() {
        return file;
    }

    void write(What what, String process, Delivery<String> of) {
        write(new Line(what, process, of.key(), of.partition(), of.event(), of.attempt()));
    }

    void gone(String process) {
        write(new Line(What.GONE, process, "-", 0, "-", 0));
    }

    private synchronized void write(Line line) {
        String text =
                "%s\t%s\t%s\t%d\t%s\t%d\n"
                        .formatted(
                                line.what(),
                                line.process(),
                                line.key(),
                                line.partition(),
                                line.value(),
                                line.attempt());
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Line> lines() {
        try {
            return Files.readAllLines(file).stream().map(Journal::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line parse(String text) {
        String[] part = text.split("\t", -1);
        return new Line(
                What.valueOf(part[0]),
                part[1],
                part[2],
                Integer.parseInt(part[3]),
                part[4],
                Integer.parseInt(part[5]));
    }
}
