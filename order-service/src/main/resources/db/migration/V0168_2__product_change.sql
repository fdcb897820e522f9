-- A change of the catalogue that a person made, one row each time; append-only.
create table product_change (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    who text not null,
    sku text not null references product,
    -- Title, price and whether it is on sale; null of a product that was not listed before.
    before jsonb,
    after jsonb not null
);
create index product_change_of_sku on product_change (sku, id);
create trigger product_change_append_only before update or delete or truncate on product_change
    execute function refuse_change();
