package steadfast.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A consistent snapshot of audit rows and their chain: a row and its entry are committed together,
 * so it has both or neither. Hashes are computed by these statements, and not by the database's own
 * functions, which an attacker who changes rows could change as well.
 */
final class AuditSnapshot implements AutoCloseable {

    /** Longer than millions of rows need; a check that hangs is ended. */
    private static final int LIMIT_SECONDS = 600;

    // With the same view of rows and tables as the chain's functions.
    private static final String SETTINGS =
            """
            select set_config('timezone', 'UTC', true), set_config('bytea_output', 'hex', true),
                set_config('search_path', format('pg_catalog, %I, pg_temp', current_schema()), true)\
            """;

    private static final String TABLES =
            """
            select table_.relname as name, quote_ident(table_.relname) as quoted
            from pg_class chain
            join pg_class table_ using (relnamespace)
            join pg_trigger trigger_ on trigger_.tgrelid = table_.oid
            where chain.oid = to_regclass('audit_chain') and trigger_.tgname like '%\\_chained'
            order by name\
            """;

    private static final String BROKEN_LINK =
            """
            select n, source
            from (
                select n, source, hash, row_number() over (order by n) as position,
                    sha256(coalesce(lag(hash) over (order by n), '')
                        || convert_to(n || ' ' || source || ' ' || entry::text, 'UTF8')) as expected
                from audit_chain) link
            where n <> position or hash is distinct from expected
            order by n limit 1\
            """;

    /**
     * An audit table.
     *
     * @param quoted its name in a statement
     */
    private record Table(String name, String quoted) {}

    private final Connection connection;

    private AuditSnapshot(Connection connection) {
        this.connection = connection;
    }

    /** Takes the snapshot; the caller closes the connection later. */
    static AuditSnapshot of(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        AuditSnapshot snapshot = new AuditSnapshot(connection);
        try (Statement begin = connection.createStatement()) {
            begin.execute("set transaction isolation level repeatable read, read only");
            begin.execute(SETTINGS);
        }
        return snapshot;
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
    }

    /** Returns whether there is a chain at all. */
    boolean exists() throws SQLException {
        try (PreparedStatement select = prepare("select to_regclass('audit_chain') is not null");
                ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    Optional<AuditHead> head() throws SQLException {
        return entry("order by n desc limit 1");
    }

    /** Returns the entry with this number, as if the chain ended there. */
    Optional<AuditHead> entry(long number) throws SQLException {
        return entry("where n = " + number);
    }

    private Optional<AuditHead> entry(String which) throws SQLException {
        try (PreparedStatement select =
                        prepare("select n, encode(hash, 'hex') from audit_chain " + which);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new AuditHead(row.getLong(1), row.getString(2)))
                    : Optional.empty();
        }
    }

    /** Returns a sentence for the first entry whose hash or number is wrong, and for each table. */
    List<String> faults() throws SQLException {
        List<String> faults = new ArrayList<>();
        brokenLink().ifPresent(faults::add);
        List<Table> tables = tables();
        for (Table table : tables) {
            faults.addAll(differences(table));
        }
        faults.addAll(strangers(tables));
        return faults;
    }

    private Optional<String> brokenLink() throws SQLException {
        try (PreparedStatement select = prepare(BROKEN_LINK);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(
                            "entry %d (%s) does not match the one before: it, or an entry before it, was changed"
                                    .formatted(row.getLong("n"), row.getString("source")))
                    : Optional.empty();
        }
    }

    private List<Table> tables() throws SQLException {
        try (PreparedStatement select = prepare(TABLES);
                ResultSet rows = select.executeQuery()) {
            List<Table> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(new Table(rows.getString("name"), rows.getString("quoted")));
            }
            return tables;
        }
    }

    private List<String> differences(Table table) throws SQLException {
        // Equal rows are counted: each has its own entry.
        String compare =
                """
                with kept as (
                    select place, entry, row_number() over (partition by entry order by place) as occurrence
                    from (select ctid as place, jsonb_strip_nulls(to_jsonb(audited)) as entry
                        from %s audited) audited),
                chained as (
                    select n, entry, row_number() over (partition by entry order by n) as occurrence
                    from audit_chain where source = ?)
                select min(n) filter (where place is null) as entry_without_row,
                    min(place) filter (where n is null) as row_without_entry
                from kept full join chained using (entry, occurrence)\
                """
                        .formatted(table.quoted());
        try (PreparedStatement select = prepare(compare)) {
            select.setString(1, table.name());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                List<String> faults = new ArrayList<>();
                if (row.getString("entry_without_row") != null) {
                    faults.add(
                            "entry %s has no row of %s: the row was changed or removed"
                                    .formatted(row.getString("entry_without_row"), table.name()));
                }
                if (row.getString("row_without_entry") != null) {
                    faults.add(
                            "the row of %s at ctid %s has no entry: it was changed, or added past the chain"
                                    .formatted(table.name(), row.getString("row_without_entry")));
                }
                return faults;
            }
        }
    }

    /** Finds entries of tables that lost their trigger, or are missing. */
    private List<String> strangers(List<Table> tables) throws SQLException {
        try (PreparedStatement select =
                prepare(
                        """
                        select source, min(n) as n from audit_chain where source <> all (?)
                        group by source order by n\
                        """)) {
            select.setArray(
                    1,
                    connection.createArrayOf("text", tables.stream().map(Table::name).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<String> faults = new ArrayList<>();
                while (rows.next()) {
                    faults.add(
                            "entry %d is of %s, which is no longer chained"
                                    .formatted(rows.getLong("n"), rows.getString("source")));
                }
                return faults;
            }
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(LIMIT_SECONDS);
        return statement;
    }
}
