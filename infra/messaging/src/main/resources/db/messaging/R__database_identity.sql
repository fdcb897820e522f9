-- Which database this is: a copy or a restored backup is the same one, a new one is another. Kafka's topics remember
-- whose they are by it. Repeatable, since the versions of this folder come before those of the services.
create table if not exists database_identity (
    only_one boolean primary key default true check (only_one),
    id uuid not null
);
insert into database_identity (id) values (gen_random_uuid()) on conflict do nothing;
