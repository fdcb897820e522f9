package steadfast.fulfillment.stock;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.events.TimeOrderedIds;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.stock.Refusals.RefusedLine;
import steadfast.fulfillment.store.StagedCards;
import steadfast.fulfillment.store.Stock;
import steadfast.fulfillment.vault.CardVault;
import steadfast.http.ProblemException;

/**
 * Brings an upload into the stock, all of it or nothing, in one transaction. It streams: one line
 * is in memory at a time, sealed before it leaves. The same upload again is refused as duplicates,
 * so it needs no idempotency key.
 */
@ApplicationScoped
class CodeImport {

    private final StagedCards staged;
    private final Stock stock;
    private final CardVault vault;
    private final StockConfig config;
    private final TimeOrderedIds ids;

    CodeImport(StagedCards staged, Stock stock, CardVault vault, StockConfig config, Clock clock) {
        this.staged = staged;
        this.stock = stock;
        this.vault = vault;
        this.config = config;
        this.ids = new TimeOrderedIds(clock);
    }

    /** What became of an upload. */
    sealed interface Result {

        /** All codes are in the stock. */
        record Imported(UUID importId, int codes, StockLevel level) implements Result {}

        /** Nothing was changed. */
        record Refused(Refusals refusals) implements Result {}
    }

    /**
     * Imports the upload.
     *
     * @param who the operator, for the audit
     * @throws ProblemException if it holds no code, too many, or breaks off
     */
    Result run(Sku sku, UploadFormat format, InputStream upload, String who) {
        try {
            return QuarkusTransaction.requiringNew()
                    .timeout(Math.toIntExact(config.importTimeout().toSeconds()))
                    .call(() -> importAll(sku, format, upload, who));
        } catch (LinesRefused refused) {
            return new Result.Refused(refused.refusals);
        }
    }

    /** Rolls the transaction back; never leaves this class. */
    private static final class LinesRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusals refusals;

        LinesRefused(Refusals refusals) {
            super("lines were refused", null, false, false);
            this.refusals = refusals;
        }
    }

    private Result.Imported importAll(
            Sku sku, UploadFormat format, InputStream upload, String who) {
        UUID importId = ids.next();
        Refusals refusals = new Refusals();
        int codes = stage(format, upload, refusals);
        addDuplicates(importId, refusals);
        if (refusals.total() > 0) {
            throw new LinesRefused(refusals);
        }
        if (codes == 0) {
            throw new ProblemException(StockProblem.NO_CODES, "There is not one code in it.");
        }
        Optional<StockLevel> level = stock.enter(sku, importId, who, codes);
        if (level.isEmpty()) {
            // Another import was faster with some of the codes; now they can be seen.
            addDuplicates(importId, refusals);
            throw new LinesRefused(refusals);
        }
        return new Result.Imported(importId, codes, level.get());
    }

    private int stage(UploadFormat format, InputStream upload, Refusals refusals) {
        int[] codes = new int[1];
        try {
            staged.fill(sink -> codes[0] = pour(format, new UploadLines(upload), refusals, sink));
        } catch (IOException e) {
            throw new ProblemException(
                    StockProblem.UPLOAD_BROKEN_OFF, "The connection ended while it was read.");
        }
        return codes[0];
    }

    private int pour(
            UploadFormat format, UploadLines lines, Refusals refusals, StagedCards.Sink sink)
            throws IOException {
        int codes = 0;
        for (byte @Nullable [] line = lines.next(); line != null; line = lines.next()) {
            switch (format.read(lines, line)) {
                case UploadedLine.Header _ -> {}
                case UploadedLine.Bad(RefusalReason reason) -> refusals.add(lines.number(), reason);
                case UploadedLine.Good good -> {
                    codes++;
                    CardId card = new CardId(ids.next());
                    sink.add(
                            lines.number(),
                            card,
                            vault.seal(card, good.code()),
                            vault.fingerprint(good.code()));
                }
            }
            if (codes + refusals.total() > config.maxCodes()) {
                throw new ProblemException(
                        StockProblem.TOO_MANY_CODES,
                        "At most " + config.maxCodes() + " codes are taken at once.");
            }
        }
        return codes;
    }

    private void addDuplicates(UUID importId, Refusals refusals) {
        StagedCards.Duplicates found = staged.duplicates(importId, Refusals.MAX_LISTED);
        List<RefusedLine> lines =
                found.first().stream()
                        .map(duplicate ->
                                new RefusedLine(
                                        duplicate.line(),
                                        duplicate.stocked()
                                                ? RefusalReason.DUPLICATE_OF_STOCK
                                                : RefusalReason.DUPLICATE_IN_UPLOAD))
                        .toList();
        refusals.addAll(lines, found.total());
    }
}
