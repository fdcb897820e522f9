package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.CardId;

/**
 * The staging table of an import: cards stream into a temporary table of the transaction, and enter
 * the stock together or not at all. While they stream, nothing that others need is locked.
 */
@ApplicationScoped
public class StagedCards {

    private static final int CHUNK_BYTES = 64 * 1024;

    /** Two imports of the same codes, or to the same SKU, wait for each other. */
    private static final String WAIT_FOR_ANOTHER_IMPORT = "set local lock_timeout = '1min'";

    private static final String DUPLICATES =
            """
            select line, stocked, count(*) over () as total
            from (select line,
                    exists (select 1 from card
                        where card.fingerprint = staged.fingerprint and card.status <> 'VOIDED'
                            and card.import_id <> ?) as stocked,
                    row_number() over (partition by fingerprint order by line) > 1 as repeated
                from staged) judged
            where stocked or repeated order by line limit ?\
            """;

    private final Database database;

    StagedCards(Database database) {
        this.database = database;
    }

    /** Takes the cards of an upload one by one. */
    @FunctionalInterface
    public interface Sink {
        /** Takes a card; {@code line} is the code's line, counted from 1. */
        void add(int line, CardId card, byte[] sealed, byte[] fingerprint);
    }

    /** Reads an upload into the sink. */
    @FunctionalInterface
    public interface Source {
        /** Reads all of it. */
        void writeTo(Sink sink) throws IOException;
    }

    /**
     * A line whose code is known already.
     *
     * @param stocked in the stock; otherwise on an earlier line of the same upload
     */
    public record Duplicate(int line, boolean stocked) {}

    /** The first of the duplicates, and how many there are. */
    public record Duplicates(List<Duplicate> first, int total) {}

    /**
     * Streams the source into the staging table; needs a transaction.
     *
     * @throws IOException if the source ends early
     */
    public void fill(Source source) throws IOException {
        IOException[] broken = new IOException[1];
        database.call(connection -> {
            try {
                copy(connection, source);
            } catch (IOException e) {
                broken[0] = e;
            }
            return connection;
        });
        if (broken[0] != null) {
            throw broken[0];
        }
    }

    /**
     * Returns the lines whose code is on an earlier line or already in the stock, except for cards
     * of this import. A voided code was never shown to anybody, so it may be imported again.
     */
    public Duplicates duplicates(UUID importId, int limit) {
        int[] total = new int[1];
        List<Duplicate> first =
                database.query(
                        DUPLICATES,
                        statement -> {
                            statement.setObject(1, importId);
                            statement.setInt(2, limit);
                        },
                        row -> {
                            total[0] = row.getInt("total");
                            return new Duplicate(row.getInt("line"), row.getBoolean("stocked"));
                        });
        return new Duplicates(first, total[0]);
    }

    /**
     * Moves all cards, sealed for this import and SKU, into the stock, in an order common to all
     * imports, and returns how many were new.
     */
    int enterStock(Sku sku, UUID importId) {
        return database.update(
                """
                insert into card (id, sku, import_id, sealed, seal_version, fingerprint)
                select id, ?, ?, sealed, ?, fingerprint from staged order by fingerprint
                on conflict (fingerprint) where status <> 'VOIDED' do nothing\
                """,
                statement -> {
                    statement.setString(1, sku.value());
                    statement.setObject(2, importId);
                    statement.setInt(3, SealVersion.OF_STOCK);
                });
    }

    private static void copy(Connection connection, Source source)
            throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(WAIT_FOR_ANOTHER_IMPORT);
            statement.execute(
                    "create temp table staged (line int, id uuid, sealed bytea, fingerprint bytea) on commit drop");
        }
        CopyIn copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy staged from stdin with (format binary)");
        try {
            CopyFormat format = new CopyFormat();
            format.header();
            source.writeTo((line, card, sealed, fingerprint) -> {
                format.row(line, card.value(), sealed, fingerprint);
                if (format.size() >= CHUNK_BYTES) {
                    write(copy, format);
                }
            });
            format.trailer();
            write(copy, format);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void write(CopyIn copy, CopyFormat format) {
        byte[] chunk = format.drain();
        try {
            copy.writeToCopy(chunk, 0, chunk.length);
        } catch (SQLException e) {
            throw new FulfillmentStoreException("the database refused: " + e.getSQLState(), e);
        }
    }
}
