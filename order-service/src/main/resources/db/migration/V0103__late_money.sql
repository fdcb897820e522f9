-- Money that is captured after its order has ended: what its merchant wants done with it, and what was done.
alter table orders add column late_money text check (late_money in ('REFUND', 'ISSUE_IF_STOCK', 'REVIEW'));

-- A phase more: held, until a person decides.
alter table orders
    drop constraint phase_has_its_status,
    add constraint phase_has_its_status check (
        status = case phase
            when 'AWAITING_CHARGE' then 'PENDING_PAYMENT'
            when 'AWAITING_BUYER' then 'PENDING_PAYMENT'
            when 'CHARGING' then 'PROCESSING'
            when 'HELD' then 'PROCESSING'
            when 'ISSUING' then 'PROCESSING'
            when 'WITHDRAWING' then 'PROCESSING'
            when 'COMPLETED' then 'COMPLETED'
            when 'FAILED' then 'FAILED'
            when 'EXPIRED' then 'EXPIRED'
            when 'REFUNDING' then 'REFUNDING'
            when 'REFUNDED' then 'REFUNDED'
            else '?' end),
    drop constraint paid_has_its_data,
    add constraint paid_has_its_data check (
        case when phase in ('HELD', 'ISSUING', 'WITHDRAWING', 'COMPLETED', 'REFUNDING', 'REFUNDED')
            then num_nulls(paid_round, captured_at, sent_back_rounds) = 0
            else num_nonnulls(paid_round, captured_at, sent_back_rounds, late_money) = 0 end),
    add constraint held_is_late check (phase <> 'HELD' or late_money is not null);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

-- Every policy that was ever in force: a start writes it down if it is another one than the last.
create table late_money_policy (
    id bigint generated always as identity primary key,
    by_default text not null check (by_default in ('REFUND', 'ISSUE_IF_STOCK', 'REVIEW')),
    -- Of the storefronts that want something else: their names and what they want.
    by_storefront jsonb not null,
    recorded_at timestamptz not null
);
create trigger late_money_policy_append_only before update or delete or truncate on late_money_policy
    execute function refuse_change();

-- Every order to which a policy was applied: once at most, since after it an order is never unpaid again.
create table late_money_decision (
    order_id uuid primary key references orders,
    -- Of the payment that came late.
    round integer not null check (round >= 1),
    storefront text not null,
    policy text not null check (policy in ('REFUND', 'ISSUE_IF_STOCK', 'REVIEW')),
    -- The phase to which it led.
    outcome text not null check (
        outcome = case policy when 'REFUND' then 'REFUNDING' when 'REVIEW' then 'HELD' else outcome end
        and outcome in ('REFUNDING', 'ISSUING', 'HELD')),
    decided_at timestamptz not null
);
create trigger late_money_decision_append_only before update or delete or truncate on late_money_decision
    execute function refuse_change();
