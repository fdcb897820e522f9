-- What is sold, and how much of it may still be: available = supply - held - sold.
create table product (
    sku text primary key,
    -- A stock level may come before the product is put into the catalogue: then these are null.
    title text,
    price_minor bigint check (price_minor > 0),
    currency text check (currency ~ '^[A-Z]{3}$'),
    -- Cumulative: imported minus voided, as fulfillment counts it; issued cards still count.
    supply bigint not null default 0,
    -- Of the level that said so; an older one is ignored.
    level_version bigint not null default -1,
    held bigint not null default 0 check (held >= 0),
    sold bigint not null default 0 check (sold >= 0),
    constraint product_is_listed_whole_or_not_at_all check (num_nulls(title, price_minor, currency) in (0, 3))
);

-- The counters of a product in demand change with every order: leave room to update in place.
alter table product set (fillfactor = 50);
