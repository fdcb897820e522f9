package steadfast.testkit.fuzz;

import org.jspecify.annotations.Nullable;

/**
 * One odd change.
 *
 * @param what for the report, such as {@code quantity = 1e400}
 * @param field the parameter, header or field as a problem names it; null if the whole request is
 *     odd
 */
record Change(String what, @Nullable String field, Expectation expectation) {

    /** The required result if there is no other odd change. */
    enum Expectation {
        /** Accepted or refused, both are allowed. */
        ANY_ANSWER,
        /** Must be refused. */
        REFUSED,
        /** Must not be a reason for a refusal. */
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
