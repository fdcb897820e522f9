-- Who sold the cards and alone may show them. Null in rows whose permission did not say: these are shown to any storefront
-- that brings the view token, as they were.
alter table issuing add column storefront text;

-- What was bought never changes, nor who sold it.
drop trigger issuing_terms on issuing;
create trigger issuing_terms before update on issuing for each row
    when (old.sku is not null and (old.sku, old.quantity, old.view_token_sha256)
            is distinct from (new.sku, new.quantity, new.view_token_sha256)
        or old.storefront is not null and old.storefront is distinct from new.storefront)
    execute function refuse_change();
