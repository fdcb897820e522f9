-- What a gateway that chooses the name itself calls a payment; stored before money may move under that name.
create table gateway_reference (
    gateway text not null,
    payment_id text not null,
    reference text not null,
    primary key (gateway, payment_id)
);
