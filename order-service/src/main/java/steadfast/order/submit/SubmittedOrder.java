package steadfast.order.submit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import steadfast.order.lifecycle.OrderView;

/** The answer to a taken order: the only time that its token is told. */
record SubmittedOrder(String viewToken, @JsonUnwrapped OrderView order) {}
