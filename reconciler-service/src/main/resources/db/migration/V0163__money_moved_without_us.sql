-- Money that somebody else moved at the gateway: its cases end by a person who takes note.
alter table review_case drop constraint review_case_reason_check;
alter table review_case add constraint review_case_reason_check check (reason in (
    'REFUND_REFUSED', 'REFUND_FAILED', 'REFUNDED_AFTER_DELIVERY', 'DISPUTED', 'PARTLY_REFUNDED', 'EXPIRED_UNCERTAIN',
    'CAPTURED_AFTER_END', 'PAID_WITHOUT_CARDS', 'NOT_REFUNDED', 'NOT_FINAL'));
alter table review_case drop constraint review_case_resolution_check;
alter table review_case add constraint review_case_resolution_check check (resolution in (
    'COMPLETED', 'REFUNDED', 'WRITTEN_OFF', 'ACCEPTED', 'CONFIRMED_CLOSED'));

-- Since when fulfillment owes the evidence of what it delivered; null while nothing is owed.
alter table watched_order add column evidence_asked_at timestamptz;

-- What an order got, as fulfillment said last: one row a card, never its code.
create table delivered_card (
    order_id uuid not null references watched_order,
    card_id uuid not null,
    payment_id text not null,
    issued_at timestamptz not null,
    reveals int not null check (reveals >= 0),
    first_revealed_at timestamptz,
    last_revealed_at timestamptz,
    said_at timestamptz not null,
    primary key (order_id, card_id),
    constraint delivered_card_times_where_revealed check (
        num_nonnulls(first_revealed_at, last_revealed_at) = case when reveals = 0 then 0 else 2 end)
);
