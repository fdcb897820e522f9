package steadfast.database;

/**
 * The newest entry of a chain of audit rows, which stands for all before it.
 *
 * @param entries its number: so many are in the chain
 * @param hash of this entry, in hexadecimal digits
 */
record AuditHead(long entries, String hash) {}
