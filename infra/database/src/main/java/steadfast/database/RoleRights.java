package steadfast.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The rights of a service's role on the tables, granted by their owner after each migration: to
 * read and add rows everywhere, to change and delete them except where a trigger's name forbids it
 * ({@code …_append_only}, {@code …_kept}, or {@code …_read_only} if only the owner writes), and
 * never to change the tables themselves.
 *
 * <p>A trigger only stops accidents; a role without the right can neither change a row nor disable
 * the trigger.
 */
final class RoleRights {

    /** Any number that is locked for nothing else in this database; the letters "rights". */
    private static final long LOCK = 0x726967687473L;

    /** Only differences are changed, so that a normal start writes nothing. */
    private static final String ESTABLISH =
            """
            do $$
            declare
                role_ oid := quote_ident(current_setting('steadfast.role'))::regrole;
                everybody constant oid := 0;
                change text;
            begin
                if not has_schema_privilege(role_, current_schema(), 'USAGE') then
                    execute format('grant usage on schema %I to %s', current_schema(), role_::regrole);
                end if;
                for change in
                    with ours as (
                        select table_.oid, table_.relkind, table_.relowner, table_.relacl,
                            table_.relname = 'flyway_schema_history'
                                or exists (select from pg_trigger where tgrelid = table_.oid
                                    and tgname like '%\\_read\\_only') as read_only,
                            exists (select from pg_trigger where tgrelid = table_.oid
                                and tgname like '%\\_append\\_only') as append_only,
                            exists (select from pg_trigger where tgrelid = table_.oid
                                and tgname like '%\\_kept') as kept
                        from pg_class table_
                        where table_.relnamespace = current_schema()::regnamespace
                            and table_.relowner = current_user::regrole
                            and table_.relkind in ('r', 'p', 'v', 'm', 'S')),
                    wanted as (
                        select oid, privilege
                        from ours cross join
                            unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'USAGE']) privilege
                        where case
                            when relkind = 'S' then privilege = 'USAGE'
                            when relkind in ('v', 'm') then privilege = 'SELECT'
                            else case privilege
                                when 'SELECT' then true
                                when 'INSERT' then not read_only
                                when 'UPDATE' then not (read_only or append_only)
                                when 'DELETE' then not (read_only or append_only or kept)
                                else false end
                            end),
                    held as (
                        select ours.oid, right_.privilege_type as privilege, right_.grantee
                        from ours, aclexplode(ours.relacl) right_
                        where right_.grantee in (role_, everybody)
                        union
                        -- A right to a column is taken back with that to its table.
                        select ours.oid, right_.privilege_type, right_.grantee
                        from ours join pg_attribute column_ on column_.attrelid = ours.oid,
                            aclexplode(column_.attacl) right_
                        where right_.grantee in (role_, everybody)
                            and not exists (select from wanted where wanted.oid = ours.oid
                                and wanted.privilege = right_.privilege_type)),
                    missing as (
                        select oid, privilege from wanted
                        except select oid, privilege from held where grantee = role_),
                    superfluous as (
                        select held.oid, held.privilege, held.grantee from held
                        where not exists (select from wanted
                            where wanted.oid = held.oid and wanted.privilege = held.privilege))
                    select format('grant %s on %s %s to %s', string_agg(privilege, ', '),
                        case relkind when 'S' then 'sequence' else 'table' end,
                        oid::regclass, role_::regrole)
                    from missing join ours using (oid) group by oid, relkind
                    union all
                    select format('revoke %s on %s %s from %s cascade', string_agg(privilege, ', '),
                        case relkind when 'S' then 'sequence' else 'table' end,
                        oid::regclass,
                        case grantee when everybody then 'public' else grantee::regrole::text end)
                    from superfluous join ours using (oid) group by oid, relkind, grantee
                loop
                    execute change;
                end loop;
            end $$
            """;

    private final String role;

    private RoleRights(String role) {
        this.role = role;
    }

    /**
     * @param role the service's role, not the owner
     */
    static RoleRights of(String role) {
        return new RoleRights(role);
    }

    /**
     * Grants them, in the owner's transaction.
     *
     * @throws SQLException if that fails
     */
    void establish(Connection owner) throws SQLException {
        try (PreparedStatement prepare =
                        owner.prepareStatement(
                                // Instances that start together would change the same rights at
                                // once.
                                "select pg_advisory_xact_lock(?), set_config('steadfast.role', ?, true)");
                Statement establish = owner.createStatement()) {
            prepare.setLong(1, LOCK);
            prepare.setString(2, role);
            prepare.execute();
            establish.execute(ESTABLISH);
        }
    }
}
