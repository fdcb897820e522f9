-- What a seal is bound to: 1 the card's ID alone, as in rows from before; 2 its import and its SKU too. The default is what
-- an instance of before writes.
alter table card add column seal_version smallint not null default 1,
    add constraint card_seal_version check (seal_version in (1, 2));

-- A seal begins with its key: Tink's byte 1 and the key's ID. What another key sealed is counted by this, whatever is stored.
create index card_seal on card (seal_version, substring(sealed from 1 for 5));

-- A change of the keys that a person made; append-only. A key that was removed seals no card any more.
create table keyset_change (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    who text not null,
    action text not null check (action in ('ROTATE', 'REMOVE')),
    -- The key that was made, or removed, as its seals begin.
    seal_key bytea not null check (octet_length(seal_key) = 5)
);
create unique index keyset_removed on keyset_change (seal_key) where action = 'REMOVE';
create trigger keyset_change_append_only before update or delete or truncate on keyset_change
    execute function refuse_change();

-- A removal holds this lock alone while it counts what the key sealed. So it either waits for us and counts our cards, or
-- is seen by us: an instance that has not read the new keys yet brings in no card that nobody can open.
create function refuse_seals_of_removed_keys() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(x'6B6579736574'::bigint);
    if exists (select from keyset_change, sealed_now
            where action = 'REMOVE' and seal_key = substring(sealed_now.sealed from 1 for 5)) then
        raise exception 'a card is sealed by a key that was removed' using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
create trigger card_sealed after insert on card referencing new table as sealed_now
    for each statement execute function refuse_seals_of_removed_keys();

-- The same of rows that are sealed anew: a trigger of some columns alone is told of rows, not of tables.
create function refuse_seal_of_removed_key() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(x'6B6579736574'::bigint);
    if exists (select from keyset_change
            where action = 'REMOVE' and seal_key = substring(new.sealed from 1 for 5)) then
        raise exception 'a card is sealed by a key that was removed' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger card_sealed_anew before update of sealed on card
    for each row execute function refuse_seal_of_removed_key();
create trigger vault_sealed before insert or update of sealed on vault
    for each row execute function refuse_seal_of_removed_key();
select chain_audit_rows('keyset_change', 'id');
