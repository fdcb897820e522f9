package steadfast.sandbox.callbacks;

import java.util.List;

/** The callbacks sent for one change of a payment, and when. */
record CallbackPlan(List<Callback> callbacks, When when) {

    CallbackPlan {
        callbacks = List.copyOf(callbacks);
    }

    /** The event that the first of them waits for. */
    enum When {
        /** Nothing. */
        AT_ONCE,

        /** The next callback about the same payment, for a while. */
        AFTER_A_NEWER,

        /** Nothing; instead the response to the call waits for it. */
        BEFORE_THE_ANSWER
    }
}
