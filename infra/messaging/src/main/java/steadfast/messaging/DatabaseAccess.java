package steadfast.messaging;

import steadfast.database.DatabaseMonitor;

/** The handlers' database: runs transactions, and tells whether it takes writes. */
record DatabaseAccess(TransactionRunner transactions, DatabaseMonitor monitor) {}
