-- Money that moves at the gateway without us: disputed, given back by hand, or back again because a refund failed later.
alter table orders
    -- Of a withdrawal: no refund is left to ask for. Null in rows from before: it was not.
    add column money_is_back boolean,
    -- Of a refunded order: the failure of refunds up to this number is old news. Null in rows from before: of none.
    add column settled_refunds integer check (settled_refunds >= 0),
    add constraint withdrawing_has_its_data check (money_is_back is null or phase = 'WITHDRAWING'),
    add constraint refunded_has_its_data check (settled_refunds is null or phase = 'REFUNDED'),
    drop constraint orders_refund_cause_check,
    add constraint orders_refund_cause_check check (
        refund_cause in ('CARDS_WITHDRAWN', 'CAPTURED_TOO_LATE', 'DECIDED', 'DISPUTED', 'REFUND_FAILED'));
