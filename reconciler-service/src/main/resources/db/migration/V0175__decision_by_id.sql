-- Each decision that is read from Kafka is looked up here: one that is missing was forged.
create index review_decision_by_id on review_decision (decision_id);
