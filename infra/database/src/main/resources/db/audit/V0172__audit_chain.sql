-- Audit rows chained by hash: each entry's hash holds the one before, so whoever changes or removes one must make all later
-- ones anew. The services check the chain at their start and every hour, and log its head.
create table audit_chain (
    n bigint primary key,
    -- The audit table, and its row as it was added, without what was null: a column that is added later (it must be
    -- nullable and have no default) changes no entry.
    source text not null,
    entry jsonb not null,
    -- SHA-256 over the hash before (nothing, of the first entry) and "n source entry" in UTF-8.
    hash bytea not null
);
-- By this name the role that the service runs as may only read it.
create trigger audit_chain_read_only before update or delete or truncate on audit_chain
    execute function refuse_change();

create function add_audit_entry(source_ text, row_ jsonb) returns void language plpgsql as $$
declare
    last_ audit_chain;
    next_ bigint;
    entry_ jsonb := jsonb_strip_nulls(row_);
begin
    -- One after another, to the end of the transaction. The letters "audit".
    perform pg_advisory_xact_lock(0x6175646974);
    -- A statement of its own, after the lock: it sees what the one before has committed.
    select * into last_ from audit_chain order by n desc limit 1;
    next_ := coalesce(last_.n, 0) + 1;
    insert into audit_chain (n, source, entry, hash)
    values (next_, source_, entry_,
        sha256(coalesce(last_.hash, '') || convert_to(next_ || ' ' || source_ || ' ' || entry_::text, 'UTF8')));
end $$;

-- As the owner: the role that added the row may only read the chain.
create function add_to_audit_chain() returns trigger language plpgsql security definer as $$
begin
    perform add_audit_entry(tg_table_name, to_jsonb(new));
    return null;
end $$;

-- For migrations: chains the rows that a table has, in this order, and from now on each that is added. At COMMIT, so that
-- nobody waits for whoever still works on his transaction.
create function chain_audit_rows(table_ regclass, order_ text) returns void language plpgsql as $$
declare
    name_ text := (select relname from pg_class where oid = table_);
    row_ jsonb;
begin
    execute format('lock table %s in share row exclusive mode', table_);
    for row_ in execute format('select to_jsonb(kept) from %s kept order by %s', table_, order_) loop
        perform add_audit_entry(name_, row_);
    end loop;
    execute format('create constraint trigger %I after insert on %s deferrable initially deferred'
        ' for each row execute function add_to_audit_chain()', name_ || '_chained', table_);
end $$;

-- The same text of a row for everybody, and no table of the caller's own in place of ours. Nobody else puts these
-- functions to use, as a trigger of a table of his own.
do $$
declare
    function_ regprocedure;
begin
    foreach function_ in array array['add_audit_entry(text, jsonb)', 'add_to_audit_chain()',
            'chain_audit_rows(regclass, text)']::regprocedure[] loop
        execute format('alter function %s set search_path to pg_catalog, %I, pg_temp', function_, current_schema());
        execute format('alter function %s set timezone to ''UTC''', function_);
        execute format('alter function %s set bytea_output to ''hex''', function_);
        execute format('revoke execute on function %s from public', function_);
    end loop;
end $$;
