-- A product can be taken off sale and put back; it stays listed, and its orders go on.
alter table product add column on_sale boolean not null default true;
