-- Keys are known as hashes, and view tokens stand sealed under their key: who reads this table opens no order. A new
-- table, because the old one's pages would hold what was in the clear. V0168.1 takes the tokens over and drops it.
alter table idempotency_key rename to idempotency_key_before;
alter index idempotency_key_pkey rename to idempotency_key_before_pkey;
alter index idempotency_key_age rename to idempotency_key_before_age;

create table idempotency_key (
    storefront text not null,
    -- SHA-256 of '<storefront>\n<key>'.
    key_sha256 bytea not null check (octet_length(key_sha256) = 32),
    -- SHA-256 of what was asked, not of its bytes: another spelling of the same JSON is the same request.
    request_sha256 text not null,
    order_id uuid not null,
    -- The body as it was sent, without the view token.
    answer text not null,
    -- The view token, sealed under a key that is derived from the Idempotency-Key; null once it is no longer told.
    sealed_token bytea,
    created_at timestamptz not null,
    primary key (storefront, key_sha256),
    constraint no_token_in_the_clear check (answer not like '{"viewToken"%')
);

-- Rows come in the order of time, so a few pages of summary find the old ones.
create index idempotency_key_age on idempotency_key using brin (created_at) with (pages_per_range = 32);

insert into idempotency_key (storefront, key_sha256, request_sha256, order_id, answer, created_at)
select storefront, sha256(convert_to(storefront || E'\n' || key, 'UTF8')), request_sha256, order_id,
    regexp_replace(answer, '^\{"viewToken":"[^"]*",', '{'), created_at
from idempotency_key_before
order by created_at;
