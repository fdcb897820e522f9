-- Before cards go out the gateway must have been known to have the money not long ago; null in rows from before: unknown.
alter table issuing
    add column confirmed_at timestamptz,
    add column confirmation_asked_at timestamptz,
    drop constraint issuing_status,
    add constraint issuing_status check (case status
        when 'COUNTING' then num_nulls(sku, quantity, view_token_sha256) = 0
            and num_nonnulls(last_said, confirmation_asked_at, issued_at, withdrawn_at) = 0
        when 'WAITING' then num_nulls(sku, quantity, view_token_sha256, last_said) = 0
            and num_nonnulls(confirmation_asked_at, issued_at, withdrawn_at) = 0
        when 'CONFIRMING' then num_nulls(sku, quantity, view_token_sha256, last_said, confirmation_asked_at) = 0
            and num_nonnulls(issued_at, withdrawn_at) = 0
        when 'ISSUED' then num_nulls(sku, quantity, view_token_sha256, last_said, issued_at) = 0
            and num_nonnulls(confirmation_asked_at, withdrawn_at) = 0
        when 'WITHDRAWN' then num_nulls(last_said, withdrawn_at) = 0
            and num_nonnulls(confirmation_asked_at, issued_at) = 0
            and num_nulls(sku, quantity, view_token_sha256) in (0, 3)
        else false end);

-- An order that waits for the answer waits for its cards, too.
drop index issuing_open;
create index issuing_open on issuing (sku, order_id) where status in ('COUNTING', 'WAITING', 'CONFIRMING');
