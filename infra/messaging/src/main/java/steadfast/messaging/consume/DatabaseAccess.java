package steadfast.messaging.consume;

import steadfast.database.DatabaseMonitor;

/** The handlers' database: how transactions run in it, and who knows whether it takes writes. */
public record DatabaseAccess(TransactionRunner transactions, DatabaseMonitor monitor) {}
