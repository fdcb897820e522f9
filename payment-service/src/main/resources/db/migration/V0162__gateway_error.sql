-- What the gateway itself said when it refused a call about a payment: its code and message, for operators. The last
-- one, and how often there was one; nothing is decided by it.
create table gateway_error (
    payment_id text primary key,
    operation text not null check (operation in ('CHARGE', 'QUERY', 'CANCEL', 'REFUND')),
    code text not null,
    message text not null,
    last_at timestamptz not null,
    times int not null check (times >= 1)
);
