-- The orders. A phase is a state of the lifecycle; columns that are legal only in some phases are null in all others.
create table orders (
    id uuid primary key,
    version bigint not null,
    phase text not null,
    status text not null,

    -- What was agreed.
    storefront text not null,
    sku text not null,
    quantity integer not null check (quantity between 1 and 100),
    total_minor bigint not null check (total_minor > 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    view_token_sha256 text not null check (view_token_sha256 ~ '^[0-9a-f]{64}$'),
    submitted_at timestamptz not null,

    -- The last round.
    round integer not null check (round >= 1),
    payment_method text not null,
    pay_by timestamptz not null,
    expires_at timestamptz not null check (expires_at > pay_by),

    -- While nobody has said that the money is there.
    cancel_requested boolean,
    attempt integer check (attempt >= 0),
    sweep_at timestamptz,
    action text,
    action_until timestamptz,

    -- Once it is.
    paid_round integer check (paid_round between 1 and round),
    captured_at timestamptz,
    sent_back_rounds text,
    waiting_for_stock boolean,
    issued_at timestamptz,
    refund_number integer check (refund_number >= 1),
    refund_cause text check (refund_cause in ('CARDS_WITHDRAWN', 'CAPTURED_TOO_LATE', 'DECIDED')),
    refund_refused text,

    -- When it came to nothing.
    failure_reason text
        check (failure_reason in ('PAYMENT_DECLINED', 'CANCELLED_BY_BUYER', 'PAYMENT_CLOSED', 'OUT_OF_STOCK')),
    failure_detail text,

    -- The events that a repair says again.
    last_said text not null,

    constraint phase_has_its_status check (
        status = case phase
            when 'AWAITING_CHARGE' then 'PENDING_PAYMENT'
            when 'AWAITING_BUYER' then 'PENDING_PAYMENT'
            when 'CHARGING' then 'PROCESSING'
            when 'ISSUING' then 'PROCESSING'
            when 'WITHDRAWING' then 'PROCESSING'
            when 'COMPLETED' then 'COMPLETED'
            when 'FAILED' then 'FAILED'
            when 'EXPIRED' then 'EXPIRED'
            when 'REFUNDING' then 'REFUNDING'
            when 'REFUNDED' then 'REFUNDED'
            else '?' end),
    constraint unpaid_has_its_data check (
        case when phase in ('AWAITING_CHARGE', 'AWAITING_BUYER', 'CHARGING')
            then num_nulls(cancel_requested, attempt, sweep_at) = 0 and sweep_at = expires_at
            else num_nonnulls(cancel_requested, attempt, sweep_at) = 0 end),
    constraint awaiting_buyer_has_its_data check (
        num_nonnulls(action, action_until) = case when phase = 'AWAITING_BUYER' then 2 else 0 end),
    constraint paid_has_its_data check (
        num_nonnulls(paid_round, captured_at, sent_back_rounds) =
            case when phase in ('ISSUING', 'WITHDRAWING', 'COMPLETED', 'REFUNDING', 'REFUNDED') then 3 else 0 end),
    constraint issuing_has_its_data check ((waiting_for_stock is not null) = (phase = 'ISSUING')),
    constraint completed_has_its_data check ((issued_at is not null) = (phase = 'COMPLETED')),
    constraint refunding_has_its_data check (
        num_nonnulls(refund_number, refund_cause) = case when phase = 'REFUNDING' then 2 else 0 end
        and (refund_refused is null or phase = 'REFUNDING')),
    constraint failed_has_its_data check (
        (failure_reason is not null) = (phase = 'FAILED') and (failure_detail is null or phase = 'FAILED'))
);

-- What the expiry sweep reads: its cost follows the orders that are still unpaid, not those that are stored.
create index orders_to_sweep on orders (sweep_at) where sweep_at is not null;

-- An order is updated three or four times: leave room to do it in place.
alter table orders set (fillfactor = 70);
