package steadfast.messaging.consume;

import steadfast.database.DatabaseMonitor;

/** The handlers' database: runs transactions, and tells whether it takes writes. */
public record DatabaseAccess(TransactionRunner transactions, DatabaseMonitor monitor) {}
