-- What gateways claim of money that moved without us. Of parts that went back each sum is a claim of its own.
alter table gateway_callback drop constraint gateway_callback_claim_known;
alter table gateway_callback add constraint gateway_callback_claim_known check (
    claim in ('CAPTURED', 'DECLINED', 'ACTION_REQUIRED', 'CANCELLED', 'REFUNDED', 'PARTLY_REFUNDED', 'DISPUTED', 'REFUND_FAILED')
    or claim ~ '^PARTLY_REFUNDED [0-9]+$');

-- Disputes and refunds bear the gateway's own name of their payment, and not ours.
create index gateway_reference_by_reference on gateway_reference (gateway, reference);
