package steadfast.testkit.fuzz;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was made odd.
 *
 * @param what for the report, such as {@code quantity = 1e400}
 * @param field the parameter, header or field as a problem names it; null if it is of the whole
 */
record Change(String what, @Nullable String field, Expectation expectation) {

    /** What must follow when nothing else is odd. */
    enum Expectation {
        /** Taken or refused, as the service likes. */
        ANY_ANSWER,
        /** No service of ours may take it. */
        REFUSED,
        /** No reason to refuse a request. */
        NO_REFUSAL,
        /** Against HTTP itself, so the server may answer before our code sees it, in any form. */
        NOT_HTTP
    }

    static Change any(String what, @Nullable String field) {
        return new Change(what, field, Expectation.ANY_ANSWER);
    }

    static Change refused(String what, @Nullable String field) {
        return new Change(what, field, Expectation.REFUSED);
    }

    static Change harmless(String what) {
        return new Change(what, null, Expectation.NO_REFUSAL);
    }

    static Change notHttp(String what) {
        return new Change(what, null, Expectation.NOT_HTTP);
    }
}
