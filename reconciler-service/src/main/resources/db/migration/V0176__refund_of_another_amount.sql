-- A person may also decide that what the gateway captured instead of the agreed amount goes back.
alter table review_decision drop constraint review_decision_decision_check;
alter table review_decision add constraint review_decision_decision_check
    check (decision in ('CONFIRM_PAID', 'REFUND', 'REFUND_CAPTURED', 'RETRY', 'CLOSE'));
