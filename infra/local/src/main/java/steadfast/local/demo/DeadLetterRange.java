package steadfast.local.demo;

/**
 * The content of one partition of a dead-letter topic.
 *
 * @param first the oldest offset that is kept
 * @param end the offset of the record that comes next
 */
record DeadLetterRange(long first, long end) {

    long records() {
        return end - first;
    }
}
