-- When an order that is not final by then becomes a case, and the case that is open now.
alter table watched_order add column review_at timestamptz, add column open_case uuid;
-- Orders from before are looked at once: their payments are polled and their cases opened from then on.
update watched_order set review_at = now() where not settled;
create index watched_order_to_review on watched_order (review_at) where review_at is not null;

-- What a person should look at. Written only while the order's row is locked, so that the two unique indexes never
-- see a race (inserts that race over two of them deadlock).
create table review_case (
    case_id uuid primary key,
    order_id uuid not null references watched_order,
    round int not null check (round >= 1),
    reason text not null check (reason in (
        'REFUND_REFUSED', 'EXPIRED_UNCERTAIN', 'CAPTURED_AFTER_END', 'PAID_WITHOUT_CARDS', 'NOT_REFUNDED', 'NOT_FINAL')),
    opened_at timestamptz not null,
    closed_at timestamptz,
    resolution text check (resolution in ('COMPLETED', 'REFUNDED', 'WRITTEN_OFF', 'CONFIRMED_CLOSED')),
    constraint review_case_closed_has_resolution check ((closed_at is null) = (resolution is null))
);

create unique index review_case_one_open_an_order on review_case (order_id) where closed_at is null;
create index review_case_open on review_case (opened_at, case_id) where closed_at is null;
create index review_case_closed on review_case (opened_at, case_id) where closed_at is not null;

-- Every decision that a person took; append-only. The key is the only unique index: whoever sends it twice at once
-- waits for himself.
create table review_decision (
    decided_by text not null,
    idempotency_key text not null,
    decision_id uuid not null,
    case_id uuid not null references review_case,
    payment_id text not null,
    decision text not null check (decision in ('CONFIRM_PAID', 'REFUND', 'RETRY', 'CLOSE')),
    reason text not null check (reason <> ''),
    expected_status text not null,
    expected_round int not null,
    -- What the gateway said at that moment; null where it was not asked.
    proof text,
    decided_at timestamptz not null,
    primary key (decided_by, idempotency_key)
);
create index review_decision_of_case on review_decision (case_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

create trigger review_decision_append_only before update or delete or truncate on review_decision
    execute function refuse_change();
create trigger review_case_kept before delete or truncate on review_case
    execute function refuse_change();
-- A closed case stays as it was closed; what turns up later is another case.
create trigger review_case_final before update on review_case for each row
    when (old.closed_at is not null)
    execute function refuse_change();
