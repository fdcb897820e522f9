package steadfast.demo.measure;

/**
 * The content of one partition of a dead-letter topic.
 *
 * @param first the oldest offset that is kept
 * @param end the offset of the record that comes next
 */
public record DeadLetterRange(long first, long end) {

    /** Returns how many there are. */
    public long records() {
        return end - first;
    }
}
