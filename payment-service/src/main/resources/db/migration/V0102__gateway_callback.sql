-- What gateways claimed about payments of ours, one row a claim: however often it comes, it is passed on once. Not a gate:
-- each other claim has a row of its own, and what a payment does is decided by asking the gateway.
create table gateway_callback (
    payment_id text not null,
    claim text not null,
    gateway text not null,
    -- For people who compare with the gateway's own list; nothing is told apart by it.
    first_event_id text not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    -- When it was passed on last.
    said_at timestamptz not null,
    times int not null check (times >= 1),
    -- The only unique index: inserts that race over two of them ("on conflict" names one) deadlock.
    primary key (payment_id, claim),
    constraint gateway_callback_claim_known check (claim in (
        'CAPTURED', 'DECLINED', 'ACTION_REQUIRED', 'CANCELLED', 'REFUNDED'))
);
