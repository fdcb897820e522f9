package steadfast.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import steadfast.testkit.TestDatabase;

/** A server at which every test has a database of its own with audit rows. */
final class AuditedServer implements AutoCloseable {

    private final TestDatabase server = TestDatabase.start();
    private int databases;

    AuditedServer() throws SQLException {
        superuser()
                .execute(
                        "postgres",
                        "create role %1$s login password '%1$s'".formatted(AuditedDatabase.ROLE),
                        "create role %1$s login password '%1$s'".formatted(AuditedDatabase.OWNER));
    }

    /**
     * A database with the audit table {@code change}, whose three rows are older than the chain.
     */
    AuditedDatabase chained() throws SQLException {
        AuditedDatabase database = unchained();
        database.execute(
                AuditedDatabase.OWNER,
                """
                create function refuse_change() returns trigger language plpgsql as
                    $$ begin raise exception 'append-only' using errcode = 'restrict_violation'; end $$\
                """,
                """
                create table change (id bigint generated always as identity primary key,
                    at timestamptz not null default now(), who text not null, before bytea)\
                """,
                """
                create trigger change_append_only before update or delete or truncate on change
                    execute function refuse_change()\
                """,
                "insert into change (who, before) values ('olga', '\\x00'), ('otto', null), ('olga', '')",
                migration(),
                "select chain_audit_rows('change', 'id')");
        database.establishRights();
        return database;
    }

    /** A database without tables. */
    AuditedDatabase unchained() throws SQLException {
        String name = "shop" + databases++;
        superuser()
                .execute(
                        "postgres",
                        "create database %s owner %s".formatted(name, AuditedDatabase.OWNER));
        return database(name);
    }

    private AuditedDatabase superuser() {
        return database("postgres");
    }

    private AuditedDatabase database(String name) {
        return new AuditedDatabase(
                server.jdbcUrl().replaceFirst("\\?.*", "").replaceFirst("/postgres$", "/" + name));
    }

    private static String migration() {
        try {
            return Files.readString(Path.of("src/main/resources/db/audit/V0172__audit_chain.sql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
