package steadfast.bench.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects all figures of a run: as a table for people, as rows of JSON for programs. */
public final class BenchReport {

    private final List<Figure> figures = new ArrayList<>();

    /**
     * Adds a figure, unless it has no bar and was not measured, as of a rival that was left out.
     */
    public void add(Figure figure) {
        if (!(figure.bar() instanceof Bar.None && Double.isNaN(figure.value()))) {
            figures.add(figure);
        }
    }

    /** Returns whether every figure keeps its bar. */
    public boolean holds() {
        return figures.stream().allMatch(Figure::holds);
    }

    /** Returns one line per figure, in order. */
    public String table() {
        StringBuilder text = new StringBuilder();
        int width = figures.stream().mapToInt(figure -> figure.name().length()).max().orElse(0);
        for (Figure figure : figures) {
            text.append(
                    ("%-" + Math.max(1, width) + "s  %12s %-10s %-10s %s")
                            .formatted(
                                    figure.name(),
                                    Bar.number(figure.value()),
                                    figure.unit(),
                                    figure.bar().text(),
                                    verdict(figure))
                            .stripTrailing());
            text.append('\n');
        }
        return text.toString();
    }

    private static String verdict(Figure figure) {
        return figure.bar() instanceof Bar.None ? "" : figure.holds() ? "holds" : "MISSED";
    }

    /** Writes an array of {@code {figure, value, unit, bar, holds}}. */
    public void write(Path file) {
        JsonMapper mapper = new JsonMapper();
        ArrayNode rows = mapper.createArrayNode();
        for (Figure figure : figures) {
            rows.addObject()
                    .put("figure", figure.name())
                    .put("value", figure.value())
                    .put("unit", figure.unit())
                    .put("bar", figure.bar().text())
                    .put("holds", figure.holds());
        }
        try {
            Files.writeString(
                    file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
