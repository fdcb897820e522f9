-- A code that was voided was never shown, so it may come again; every other code is there once.
alter table card drop constraint card_fingerprint;
create unique index card_code on card (fingerprint) where status <> 'VOIDED';

-- A move is two changes that name each other: out of one SKU, into another.
alter table stock_change add column counterpart uuid references stock_change deferrable initially deferred;
alter table stock_change drop constraint stock_change_action_check;
alter table stock_change add constraint stock_change_action_check check (case action
    when 'IMPORT' then counterpart is null
    when 'VOID' then counterpart is null
    when 'MOVE_OUT' then counterpart is not null
    when 'MOVE_IN' then counterpart is not null
    else false end);
