-- The buyer wants to pay another way: by this, once the running round is closed.
alter table orders
    add column next_payment_method text,
    add constraint next_payment_method_needs_a_close check (
        next_payment_method is null or coalesce(cancel_requested, false));
