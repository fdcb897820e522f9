-- What was ever supplied of a SKU. Its row is the SKU's lock: whoever must know the number of free cards exactly holds it.
create table stock (
    sku text primary key check (sku ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    version bigint not null default 0 check (version >= 0),
    imported bigint not null default 0,
    voided bigint not null default 0,
    constraint stock_adds_up check (voided >= 0 and imported >= voided)
);

-- A change of the stock that a person made; append-only.
create table stock_change (
    id uuid primary key,
    at timestamptz not null,
    who text not null,
    action text not null check (action in ('IMPORT', 'VOID')),
    sku text not null references stock,
    cards int not null check (cards > 0),
    reason text,
    unique (id, sku)
);

-- One row an order that gave (or took back) its permission to get cards.
create table issuing (
    order_id uuid primary key,
    status text not null,
    payment_round int not null check (payment_round >= 1),
    sku text,
    quantity int check (quantity >= 1),
    view_token_sha256 bytea check (octet_length(view_token_sha256) = 32),
    -- What was said of the order last, so that it can be said again with the same event ID.
    last_said text,
    asked_at timestamptz not null,
    issued_at timestamptz,
    withdrawn_at timestamptz,
    -- The primary key stays the only unique index: first deliveries that race over two of them
    -- ("on conflict" names one) deadlock.
    constraint issuing_status check (case status
        when 'COUNTING' then num_nulls(sku, quantity, view_token_sha256) = 0
            and num_nonnulls(last_said, issued_at, withdrawn_at) = 0
        when 'WAITING' then num_nulls(sku, quantity, view_token_sha256, last_said) = 0
            and num_nonnulls(issued_at, withdrawn_at) = 0
        when 'ISSUED' then num_nulls(sku, quantity, view_token_sha256, last_said, issued_at) = 0
            and withdrawn_at is null
        when 'WITHDRAWN' then num_nulls(last_said, withdrawn_at) = 0
            and issued_at is null
            and num_nulls(sku, quantity, view_token_sha256) in (0, 3)
        else false end)
);

-- The work that is left: its cost follows the waiting, not the stored.
create index issuing_open on issuing (sku, order_id) where status in ('COUNTING', 'WAITING');

create table card (
    id uuid primary key,
    sku text not null,
    import_id uuid not null,
    -- The code, sealed with the card's ID as associated data.
    sealed bytea not null,
    -- HMAC of the code: equal codes are found without reading any.
    fingerprint bytea not null check (octet_length(fingerprint) = 32),
    status text not null default 'AVAILABLE',
    order_id uuid references issuing,
    order_item int,
    order_quantity int,
    issued_at timestamptz,
    void_id uuid references stock_change deferrable initially deferred,
    constraint card_fingerprint unique (fingerprint),
    constraint card_of_import foreign key (import_id, sku) references stock_change (id, sku),
    constraint card_status check (case status
        when 'AVAILABLE' then num_nonnulls(order_id, order_item, order_quantity, issued_at, void_id) = 0
        when 'ISSUED' then num_nulls(order_id, order_item, order_quantity, issued_at) = 0
            and order_item between 1 and order_quantity and void_id is null
        when 'VOIDED' then void_id is not null and num_nonnulls(order_id, order_item, order_quantity, issued_at) = 0
        else false end)
);

create index card_available on card (sku, id) where status = 'AVAILABLE';
create unique index card_item on card (order_id, order_item) where order_id is not null;
create index card_import on card (import_id);

-- Each time codes were shown; append-only.
create table reveal (
    id bigint generated always as identity primary key,
    order_id uuid not null references issuing,
    shown_at timestamptz not null,
    storefront text not null
);
create index reveal_order on reveal (order_id);

-- A probe by which a start recognises whether it holds the keys that sealed the cards.
create table vault (
    only_one boolean primary key default true check (only_one),
    card_id uuid not null,
    sealed bytea not null,
    fingerprint bytea not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

create trigger stock_change_append_only before update or delete or truncate on stock_change
    execute function refuse_change();
create trigger reveal_append_only before update or delete or truncate on reveal
    execute function refuse_change();
create trigger card_kept before delete or truncate on card
    execute function refuse_change();
create trigger issuing_kept before delete or truncate on issuing
    execute function refuse_change();

-- A card that left the stock never comes back and never moves on. (Its sealed form may change: that is how keys are rotated.)
create trigger card_final before update on card for each row
    when (old.status <> 'AVAILABLE' and (old.status, old.order_id, old.order_item, old.void_id)
        is distinct from (new.status, new.order_id, new.order_item, new.void_id))
    execute function refuse_change();

-- Only an order that still waits takes cards, and only those that it bought. FOR SHARE: a withdrawal at the same moment waits for us, or we for it.
create function card_to_open_order() returns trigger language plpgsql as $$
begin
    perform 1 from issuing where order_id = new.order_id and sku = new.sku and quantity = new.order_quantity
        and status in ('COUNTING', 'WAITING') for share;
    if not found then
        raise exception 'order % takes no such card', new.order_id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger card_issued before insert or update of order_id on card for each row
    when (new.order_id is not null)
    execute function card_to_open_order();

-- Issued means: exactly what was bought. Withdrawn means: none. Both are final.
create function issuing_adds_up() returns trigger language plpgsql as $$
declare
    cards int := (select count(*) from card where order_id = new.order_id);
begin
    -- In parentheses, or the parser takes the inner THEN for its own.
    if (cards <> case new.status when 'ISSUED' then new.quantity else 0 end) then
        raise exception 'order % has % cards, which is wrong for %', new.order_id, cards, new.status
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger issuing_exact before insert or update on issuing for each row
    when (new.status in ('ISSUED', 'WITHDRAWN'))
    execute function issuing_adds_up();
-- What was bought never changes.
create trigger issuing_terms before update on issuing for each row
    when (old.sku is not null and (old.sku, old.quantity, old.view_token_sha256)
        is distinct from (new.sku, new.quantity, new.view_token_sha256))
    execute function refuse_change();
create trigger issuing_final before update on issuing for each row
    when (old.status in ('ISSUED', 'WITHDRAWN') and old.status <> new.status)
    execute function refuse_change();

-- Every issued card is two row versions, and free cards are found by an index that the issued ones leave.
alter table card set (autovacuum_vacuum_scale_factor = 0.02, fillfactor = 90);
alter table issuing set (autovacuum_vacuum_scale_factor = 0.05, fillfactor = 80);
