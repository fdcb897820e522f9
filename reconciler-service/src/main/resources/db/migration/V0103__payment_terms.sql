-- What each round would have charged: a gateway may need it to close a payment that it never saw. Rounds from before
-- have none here; they are asked about and not closed.
create table payment_terms (
    payment_id text primary key,
    amount_minor bigint not null check (amount_minor >= 0),
    currency text not null,
    payment_method text not null,
    pay_by timestamptz not null
);
