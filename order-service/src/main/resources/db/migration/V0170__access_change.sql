-- A change of who may enter, as the access file says it; append-only. Written at a start or within a second of the change,
-- by the first instance that sees it.
create table access_change (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    -- The user of the machine whose file it is.
    who text not null,
    -- Entries, and the beginnings of their hashes; before is null at the very first start.
    before jsonb,
    after jsonb not null
);
create trigger access_change_append_only before update or delete or truncate on access_change
    execute function refuse_change();
