-- After the row is there: before, it was also asked of a row that another transaction had inserted first and that is not
-- written at all ("on conflict do nothing"), and a withdrawal that raced its own issue failed instead of looking again.
drop trigger issuing_exact on issuing;
create trigger issuing_exact after insert or update on issuing for each row
    when (new.status in ('ISSUED', 'WITHDRAWN'))
    execute function issuing_adds_up();
