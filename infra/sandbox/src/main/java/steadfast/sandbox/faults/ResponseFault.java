package steadfast.sandbox.faults;

import java.time.Duration;
import steadfast.sandbox.protocol.ApiError;

/** The end of a call for its caller. */
public sealed interface ResponseFault {

    /**
     * With the answer.
     *
     * @param after how long the answer takes at least; it also waits for the disk
     */
    record Answered(Duration after) implements ResponseFault {}

    /** With the first half of the answer. */
    record Cut() implements ResponseFault {}

    /** With an unrelated body and the status 200. */
    record Nonsense(String body) implements ResponseFault {}

    /** Without information about the payment. */
    sealed interface Unanswered extends ResponseFault {}

    /** With an error of the gateway. */
    record Refused(ApiError error, String message) implements Unanswered {}

    /** With silence, until the gateway closes the connection. */
    record Hung(Duration length) implements Unanswered {}

    /** With a closed connection. */
    record Closed() implements Unanswered {}
}
