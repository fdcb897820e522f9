package steadfast.local.demo;

/**
 * What one partition of a dead-letter topic holds.
 *
 * @param first the oldest offset that is kept
 * @param end the offset of the record that comes next
 */
record DeadLetterRange(long first, long end) {

    long records() {
        return end - first;
    }
}
