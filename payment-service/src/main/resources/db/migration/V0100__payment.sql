-- One row a round of paying. Its terms never change; each status has just the columns that it needs.
create table payment (
    payment_id text primary key,
    order_id uuid not null,
    round int not null check (round >= 1),
    amount_minor bigint not null check (amount_minor >= 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    method text not null,
    pay_by timestamptz not null,
    status text not null,
    -- Calls made so far, refused ones included; a settled payment keeps its last.
    attempt int not null default 0 check (attempt >= 0),
    -- Why: the doubt, the decline, the reason for a refund or for its refusal.
    detail text,
    action text,
    action_until timestamptz,
    captured_at timestamptz,
    refund_number int check (refund_number >= 1),
    -- The events of the last move that had any, as they were said: a repair says them again.
    last_said text not null default '[]',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- Makes order and round unique too. A second unique index must not: inserts that race over two
    -- of them ("on conflict" names one) deadlock.
    constraint payment_id_is_order_and_round check (payment_id = order_id::text || '-' || round),
    constraint payment_status_known check (status in (
        'REQUESTED', 'SENT', 'UNKNOWN', 'ACTION_REQUIRED', 'CAPTURED', 'DECLINED', 'CANCELLED',
        'REFUNDING', 'REFUND_REFUSED', 'REFUNDED')),
    constraint payment_in_flight_has_attempt check (
        status not in ('SENT', 'UNKNOWN', 'ACTION_REQUIRED') or attempt >= 1),
    constraint payment_detail_where_it_belongs check (
        (detail is not null) = (status in ('UNKNOWN', 'DECLINED', 'REFUNDING', 'REFUND_REFUSED'))),
    constraint payment_action_where_it_belongs check (
        (action is not null) = (status = 'ACTION_REQUIRED')
        and (action_until is not null) = (status = 'ACTION_REQUIRED')),
    constraint payment_capture_where_it_belongs check (
        (captured_at is not null) = (status in ('CAPTURED', 'REFUNDING', 'REFUND_REFUSED'))),
    constraint payment_refund_where_it_belongs check (
        (refund_number is not null) = (status in ('REFUNDING', 'REFUND_REFUSED', 'REFUNDED')))
);

create index payment_of_order on payment (order_id, round);

-- What still waits for the gateway; the sweep for passed deadlines costs what is open, not what is stored.
create index payment_unsettled on payment (status, pay_by)
    where status in ('REQUESTED', 'SENT', 'UNKNOWN', 'ACTION_REQUIRED', 'REFUNDING');
