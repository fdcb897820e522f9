package steadfast.gateway.sandbox;

/** What became of one HTTP exchange, before anybody reads the body. */
sealed interface Reply {
    /** A whole response, within the size that we take. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    record Answered(int status, String contentType, byte[] body) implements Reply {}

    /** No connection was made, so not one byte of the request left. */
    record NotSent(String cause) implements Reply {}

    /** The request may have arrived; its response did not, or not whole. */
    record Lost(String cause) implements Reply {}
}
