-- What has happened but not yet been told. Rows live for milliseconds: the relay deletes what the broker has acknowledged.
create table outbox (
    id bigint generated always as identity primary key,
    event_id uuid not null,
    occurred_at timestamptz not null,
    topic text not null,
    record_key text not null,
    type text not null,
    value bytea not null
);

-- A queue table: its size at the last vacuum says nothing of its size now.
alter table outbox set (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);
