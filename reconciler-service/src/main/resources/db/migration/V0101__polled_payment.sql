-- One row a round of paying whose end is not certain, and what was asked about those that were asked about.
-- Written only while the order's row in watched_order is locked; a claim takes only the row here, and waits for nobody.
create table polled_payment (
    payment_id text primary key,
    -- What a poll is for; null once the end is certain.
    aim text check (aim in ('WAIT', 'QUERY', 'QUERY_THEN_CLOSE', 'CLOSE')),
    next_poll_at timestamptz,
    -- From then on a poll closes the payment instead of asking about it.
    closes_at timestamptz,
    -- Answers so far, also those that say nothing.
    polls int not null check (polls >= 0),
    last_answer text,
    last_detail text,
    last_asked_at timestamptz,
    constraint polled_payment_certain_is_left_alone check (
        aim is not null or num_nonnulls(next_poll_at, closes_at) = 0),
    constraint polled_payment_answer_where_asked check (
        case when polls = 0 then num_nonnulls(last_answer, last_detail, last_asked_at) = 0
            else num_nulls(last_answer, last_asked_at) = 0 end)
);

-- Its cost follows the stuck, not the stored.
create index polled_payment_due on polled_payment (next_poll_at) where next_poll_at is not null;
