-- What people change. Not reveal: the machine writes it, one each time that codes are shown.
select chain_audit_rows('stock_change', 'at, id');
