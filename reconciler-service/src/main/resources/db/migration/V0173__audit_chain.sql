select chain_audit_rows('review_decision', 'decided_at, decision_id');
