-- Whether the last round goes to a gateway that moves no real money; null: not that anybody knows.
alter table orders add column test boolean;
