-- An order may also fail because its gateway takes no such payment from anybody.
alter table orders drop constraint orders_failure_reason_check;
alter table orders add constraint orders_failure_reason_check
    check (failure_reason in ('PAYMENT_DECLINED', 'NOT_PAYABLE_THIS_WAY', 'CANCELLED_BY_BUYER', 'PAYMENT_CLOSED',
        'OUT_OF_STOCK'));
