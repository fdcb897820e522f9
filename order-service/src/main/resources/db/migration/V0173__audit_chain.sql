-- What people decide. Not late_money_decision: the machine writes it, one an order.
select chain_audit_rows('product_change', 'id');
select chain_audit_rows('access_change', 'id');
select chain_audit_rows('late_money_policy', 'id');
