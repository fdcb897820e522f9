-- The first answer to each key of a storefront, committed with its order (IETF draft-ietf-httpapi-idempotency-key-header).
create table idempotency_key (
    storefront text not null,
    key text not null check (length(key) between 1 and 255),
    -- SHA-256 of what was asked, not of its bytes: another spelling of the same JSON is the same request.
    request_sha256 text not null,
    order_id uuid not null,
    -- The body as it was sent. It holds the view token, which the orders table knows only as a hash: whoever repeats the
    -- request must get the same token again. It goes with the key after 30 days.
    answer text not null,
    created_at timestamptz not null,
    primary key (storefront, key)
);

-- Rows come in the order of time, so a few pages of summary find the old ones.
create index idempotency_key_age on idempotency_key using brin (created_at) with (pages_per_range = 32);
