-- A person confirmed the payment of this round; cards are issued once payment-service says that it succeeded.
alter table orders
    add column issue_when_paid boolean not null default false;
