-- Which gateway takes the payment: it stays, wherever its method's payments go later. There was only one so far.
alter table payment add column gateway text;
update payment set gateway = 'sandbox';
alter table payment alter column gateway set not null;
