-- One row an order: everything that was heard of it, and what it waits for. The row only learns, so
-- events that come twice, late or in another order leave the same row.
create table watched_order (
    order_id uuid primary key,
    -- Each fact once: <kind> <round> <refund number> <when it was said>
    heard text[] not null,
    -- The highest round of paying that anybody spoke of; 0 only inside the first transaction.
    round int not null,
    storefront text,
    sku text,
    quantity int,
    amount_minor bigint,
    currency text,
    expires_at timestamptz,
    settled boolean not null,
    -- Each open expectation: <what> <round>
    expected text[] not null,
    expected_since timestamptz,
    overdue_at timestamptz,
    repairs int not null,
    next_repair_at timestamptz,
    first_heard_at timestamptz not null,
    last_heard_at timestamptz not null,
    constraint settled_order_waits_for_nothing check (
        not settled
        or (cardinality(expected) = 0 and expected_since is null and overdue_at is null and next_repair_at is null)
    ),
    constraint open_order_is_waited_for check (
        settled
        or round = 0
        or (cardinality(expected) > 0 and expected_since is not null and overdue_at is not null)
    )
);

-- Both follow the stuck, not the stored: a settled order is in neither.
create index watched_order_to_repair on watched_order (next_repair_at) where next_repair_at is not null;
create index watched_order_overdue on watched_order (overdue_at, order_id) where overdue_at is not null;
