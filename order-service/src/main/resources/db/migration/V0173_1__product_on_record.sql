-- A change of a product by SQL is on record too: at COMMIT its last change must say what the product now is, or one is
-- written in the name of the role. The listing is written as product_change has it.
create function put_product_on_record() returns trigger language plpgsql as $$
declare
    was_ jsonb;
    is_ jsonb;
begin
    select case when title is not null then jsonb_build_object('title', title,
            'price', jsonb_build_object('amountMinor', price_minor, 'currency', currency), 'onSale', on_sale) end
        into is_ from product where sku = new.sku;
    if not found then
        return null;
    elsif is_ is null then
        raise exception 'product % stays listed: take it off sale', new.sku using errcode = 'restrict_violation';
    end if;
    select after into was_ from product_change where sku = new.sku order by id desc limit 1;
    -- A product that was listed before its changes were on record has none.
    if was_ is null and tg_op = 'UPDATE' and old.title is not null then
        was_ := jsonb_build_object('title', old.title,
            'price', jsonb_build_object('amountMinor', old.price_minor, 'currency', old.currency), 'onSale', old.on_sale);
    end if;
    if was_ is distinct from is_ then
        insert into product_change (at, who, sku, before, after)
        values (clock_timestamp(), 'sql:' || session_user, new.sku, was_, is_);
    end if;
    return null;
end $$;

-- No table of the caller's own in place of ours.
do $$ begin
    execute format('alter function put_product_on_record() set search_path to pg_catalog, %I, pg_temp', current_schema());
end $$;

-- Not of what an order changes, nor of a product that has a stock level alone.
create constraint trigger product_put_on_record after insert on product deferrable initially deferred
    for each row when (new.title is not null)
    execute function put_product_on_record();
create constraint trigger product_change_put_on_record after update of title, price_minor, currency, on_sale on product
    deferrable initially deferred
    for each row when ((old.title, old.price_minor, old.currency, old.on_sale)
        is distinct from (new.title, new.price_minor, new.currency, new.on_sale))
    execute function put_product_on_record();
