package steadfast.messaging;

import steadfast.database.DatabaseMonitor;

/** The handlers' database: how transactions run in it, and who knows whether it takes writes. */
record DatabaseAccess(TransactionRunner transactions, DatabaseMonitor monitor) {}
