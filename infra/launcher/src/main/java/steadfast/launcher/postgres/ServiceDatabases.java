package steadfast.launcher.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import steadfast.launcher.secrets.StoredSecrets;
import steadfast.launcher.settings.Service;

/**
 * One database and two roles per service: one owns this database and nothing else, the other owns
 * nothing and is what the service runs as. Everything is corrected at each start, so that a folder
 * whose databases belonged to the superuser, or to the role that services run as, is taken over,
 * also one whose take-over was interrupted.
 */
final class ServiceDatabases {

    private static final String ENCRYPTION = "scram-sha-256";

    private final Superuser superuser;
    private final StoredSecrets passwords;

    ServiceDatabases(Superuser superuser, StoredSecrets passwords) {
        this.superuser = superuser;
        this.passwords = passwords;
    }

    /** Creates missing databases and roles and corrects wrong settings. */
    void establish() throws SQLException {
        try (Connection connection = superuser.connect(Superuser.NAME)) {
            // Of an earlier folder, and known to everybody.
            execute(connection, "alter role %s password null".formatted(Superuser.NAME));
            for (Service service : Service.values()) {
                establishRole(connection, service.role());
                establishRole(connection, service.ownerRole());
                establishDatabase(connection, service);
            }
            for (String other : new String[] {Superuser.NAME, "template1"}) {
                execute(connection, "revoke all on database %s from public".formatted(other));
            }
        }
        for (Service service : Service.values()) {
            try (Connection connection = superuser.connect(service.database())) {
                execute(connection, takeOver(service));
            }
        }
    }

    private void establishRole(Connection connection, String role) throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
            execute(connection, "create role " + role);
        }
        execute(
                connection,
                "alter role %s login nosuperuser nocreatedb nocreaterole noreplication nobypassrls"
                        .formatted(role));
        // Hashed here: the server's log never sees it.
        connection
                .unwrap(PGConnection.class)
                .alterUserPassword(role, passwords.of(role).toCharArray(), ENCRYPTION);
    }

    private static void establishDatabase(Connection connection, Service service)
            throws SQLException {
        String database = service.database();
        if (exists(connection, "select 1 from pg_database where datname = ?", database)) {
            execute(
                    connection,
                    "alter database %s owner to %s".formatted(database, service.ownerRole()));
        } else {
            execute(
                    connection,
                    "create database %s owner %s".formatted(database, service.ownerRole()));
        }
        execute(
                connection,
                "revoke all on database %s from public, %s".formatted(database, service.role()));
        execute(
                connection,
                "grant connect, temporary on database %s to %s"
                        .formatted(database, service.role()));
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Gives the owner what the superuser or the role that the service runs as made in this
     * database, but for what PostgreSQL or an extension brought.
     */
    private static String takeOver(Service service) {
        return """
        do $$
        declare
            former oid[] := array['%2$s'::regrole::oid, '%3$s'::regrole::oid];
            change text;
        begin
            for change in
                select format('alter table %%s owner to %1$s', table_.oid::regclass)
                from pg_class table_
                where table_.relnamespace = 'public'::regnamespace
                    and table_.relowner = any (former)
                    and table_.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                    and not exists (select from pg_depend
                        where classid = 'pg_class'::regclass and objid = table_.oid
                            -- A column's sequence goes with its table.
                            and (deptype = 'e' or table_.relkind = 'S' and deptype in ('a', 'i')))
                union all
                select format('alter routine %%s owner to %1$s', routine.oid::regprocedure)
                from pg_proc routine
                where routine.pronamespace = 'public'::regnamespace
                    and routine.proowner = any (former)
                    and not exists (select from pg_depend
                        where classid = 'pg_proc'::regclass and objid = routine.oid
                            and deptype = 'e')
                union all
                select format('alter type %%s owner to %1$s', type.oid::regtype)
                from pg_type type left join pg_class row_ on row_.oid = type.typrelid
                where type.typnamespace = 'public'::regnamespace
                    and type.typowner = any (former)
                    -- Neither a table's row nor an array.
                    and type.typelem = 0 and coalesce(row_.relkind, 'c') = 'c'
                    and not exists (select from pg_depend
                        where classid = 'pg_type'::regclass and objid = type.oid
                            and deptype in ('e', 'i'))
            loop
                execute change;
            end loop;
        end $$
        """
                .formatted(service.ownerRole(), Superuser.NAME, service.role());
    }
}
