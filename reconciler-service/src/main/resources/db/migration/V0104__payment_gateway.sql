-- Which gateway payment-service charges, as it said itself: only that one can tell what became of the payment. A round
-- that is not here has not been heard to have left; it would go where its payment method goes. There was only one so far.
create table payment_gateway (
    payment_id text primary key,
    gateway text not null
);

insert into payment_gateway (payment_id, gateway) select payment_id, 'sandbox' from payment_terms;
