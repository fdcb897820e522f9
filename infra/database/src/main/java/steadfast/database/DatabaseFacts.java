package steadfast.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a database and the connected role.
 *
 * @param versionNumber such as 160004 for 16.4
 * @param readOnly whether it is a replica or set to read-only
 * @param schema the schema of new tables; null if there is none
 * @param mayCreate whether the role may create tables there
 * @param mayUseTemporaryTables whether it may create temporary tables
 * @param closedTables our tables without full read and write access; null if none
 * @param strangersTables the owner of our tables, if the role can't act as that owner; else null
 * @param losesCommits whether a crash of the server or its machine can undo a commit
 */
record DatabaseFacts(
        int versionNumber,
        String version,
        String encoding,
        boolean readOnly,
        String role,
        String database,
        @Nullable String schema,
        boolean mayCreate,
        boolean mayUseTemporaryTables,
        String isolation,
        boolean losesCommits,
        @Nullable String closedTables,
        @Nullable String strangersTables) {

    // Understood by every PostgreSQL since 9.5; otherwise the version could not be reported.
    private static final String SELECT =
            """
            with ours as (
                -- Made by the owner of the table of migrations: others may keep tables here too.
                select table_.oid, table_.relname, table_.relowner
                from pg_class table_
                join pg_class history on history.relnamespace = table_.relnamespace
                    and history.relowner = table_.relowner
                join pg_namespace schema_ on schema_.oid = table_.relnamespace
                where schema_.nspname = current_schema() and table_.relkind = 'r'
                    and history.relname = 'flyway_schema_history')
            select current_setting('server_version_num')::int as version_number,
                current_setting('server_version') as version,
                current_setting('server_encoding') as encoding,
                pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as read_only,
                current_user as role, current_database() as database, current_schema() as schema,
                coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as may_create,
                has_database_privilege(current_database(), 'TEMPORARY') as may_use_temporary_tables,
                current_setting('default_transaction_isolation') as isolation,
                current_setting('fsync') = 'off' or current_setting('synchronous_commit') = 'off'
                    as loses_commits,
                (select string_agg(relname, ', ' order by relname) from ours
                    where not (has_table_privilege(oid, 'SELECT')
                        and has_table_privilege(oid, 'INSERT')
                        and has_table_privilege(oid, 'UPDATE')
                        and has_table_privilege(oid, 'DELETE'))) as closed_tables,
                (select min(pg_get_userbyid(relowner)) from ours
                    where not pg_has_role(relowner, 'USAGE')) as strangers_tables\
            """;

    static DatabaseFacts read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SELECT)) {
            row.next();
            return new DatabaseFacts(
                    row.getInt("version_number"),
                    row.getString("version"),
                    row.getString("encoding"),
                    row.getBoolean("read_only"),
                    row.getString("role"),
                    row.getString("database"),
                    row.getString("schema"),
                    row.getBoolean("may_create"),
                    row.getBoolean("may_use_temporary_tables"),
                    row.getString("isolation"),
                    row.getBoolean("loses_commits"),
                    row.getString("closed_tables"),
                    row.getString("strangers_tables"));
        }
    }
}
