package steadfast.fulfillment.stock;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.events.TimeOrderedIds;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;
import steadfast.fulfillment.stock.Refusals.RefusedLine;
import steadfast.fulfillment.store.DatabaseShares;
import steadfast.fulfillment.store.DatabaseShares.Work;
import steadfast.fulfillment.store.StagedCards;
import steadfast.fulfillment.store.Stock;
import steadfast.fulfillment.vault.CardVault;
import steadfast.fulfillment.vault.Code;
import steadfast.fulfillment.vault.SealedTemporary;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * Imports a completely received upload into the stock, all of it or nothing, in one transaction. It
 * streams: one line is in memory at a time, and is sealed at once. A repeated upload is refused as
 * duplicates, so it needs no idempotency key.
 */
@ApplicationScoped
class CodeImport {

    private final DatabaseShares shares;
    private final StagedCards staged;
    private final Stock stock;
    private final CardVault vault;
    private final StockConfig config;
    private final TimeOrderedIds ids;

    CodeImport(
            DatabaseShares shares,
            StagedCards staged,
            Stock stock,
            CardVault vault,
            StockConfig config,
            Clock clock) {
        this.shares = shares;
        this.staged = staged;
        this.stock = stock;
        this.vault = vault;
        this.config = config;
        this.ids = new TimeOrderedIds(clock);
    }

    /** The result of an upload. */
    sealed interface Result {

        /** All codes are in the stock. */
        record Imported(UUID importId, int codes, StockLevel level) implements Result {}

        /** Nothing was changed. */
        record Refused(Refusals refusals) implements Result {}
    }

    /**
     * An upload, and how to read it.
     *
     * @param who the operator, for the audit
     */
    record Upload(Sku sku, UploadFormat format, Heading heading, SealedTemporary body, String who) {

        UploadLines lines() {
            return new UploadLines(body.open());
        }
    }

    /**
     * Imports the upload.
     *
     * @throws ProblemException if it contains no code or too many, or seems to begin with a heading
     */
    Result run(Upload upload) {
        try {
            boolean passOverFirst = firstIsHeading(upload);
            return shares.run(
                    Work.IMPORT,
                    () ->
                            QuarkusTransaction.requiringNew()
                                    .timeout(Math.toIntExact(config.importTimeout().toSeconds()))
                                    .call(() -> importAll(upload, passOverFirst)));
        } catch (LinesRefused refused) {
            return new Result.Refused(refused.refusals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean firstIsHeading(Upload upload) throws IOException {
        byte @Nullable [] first = upload.lines().next();
        if (first != null) {
            UploadCharset.refuseUtf16(first);
        }
        return upload.heading().passesOverFirst(upload.format(), upload.lines());
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

    private Result.Imported importAll(Upload upload, boolean passOverFirst) throws IOException {
        UUID importId = ids.next();
        Refusals refusals = new Refusals();
        int codes = stage(upload, importId, passOverFirst, refusals);
        addDuplicates(importId, refusals);
        if (refusals.total() > 0) {
            throw new LinesRefused(refusals);
        }
        if (codes == 0) {
            throw new ProblemException(
                    StockProblem.NO_CODES,
                    null,
                    new Text("The upload contains no code.", "其中没有任何卡密。"));
        }
        Optional<StockLevel> level = stock.enter(upload.sku(), importId, upload.who(), codes);
        if (level.isEmpty()) {
            // Another import was faster with some of the codes; now they can be seen.
            addDuplicates(importId, refusals);
            if (refusals.total() > 0) {
                throw new LinesRefused(refusals);
            }
            throw new ProblemException(
                    StockProblem.CHANGED_MEANWHILE, null, StockProblem.CHANGED_MEANWHILE.title());
        }
        return new Result.Imported(importId, codes, level.get());
    }

    private int stage(Upload upload, UUID importId, boolean passOverFirst, Refusals refusals)
            throws IOException {
        int[] codes = new int[1];
        staged.fill(sink -> codes[0] = stageLines(upload, importId, passOverFirst, refusals, sink));
        return codes[0];
    }

    private int stageLines(
            Upload upload,
            UUID importId,
            boolean passOverFirst,
            Refusals refusals,
            StagedCards.Sink sink)
            throws IOException {
        UploadLines lines = upload.lines();
        boolean passOver = passOverFirst;
        int codes = 0;
        for (byte @Nullable [] line = lines.next(); line != null; line = lines.next()) {
            UploadedLine found = upload.format().read(lines, line);
            if (found instanceof UploadedLine.Blank) {
                continue;
            }
            if (passOver) {
                passOver = false;
                continue;
            }
            switch (found) {
                case UploadedLine.Blank _ -> {}
                case UploadedLine.Bad(RefusalReason reason) -> refusals.add(lines.number(), reason);
                case UploadedLine.Good(Code code) when isHeading(upload, code) ->
                        refusals.add(lines.number(), RefusalReason.HEADING);
                case UploadedLine.Good(Code code) -> {
                    codes++;
                    CardId card = new CardId(ids.next());
                    byte[] sealed =
                            vault.seal(new SealBinding.ToStock(card, importId, upload.sku()), code);
                    sink.add(lines.number(), card, sealed, vault.fingerprint(code));
                }
            }
            if (codes + refusals.total() > config.maxCodes()) {
                throw new ProblemException(
                        StockProblem.TOO_MANY_CODES,
                        null,
                        new Text(
                                "At most " + config.maxCodes() + " codes can be imported at once.",
                                "每次最多导入 " + config.maxCodes() + " 个卡密。"));
            }
        }
        return codes;
    }

    private static boolean isHeading(Upload upload, Code code) {
        return !upload.heading().wordsAreCodes() && HeadingWords.contain(code.reveal());
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
