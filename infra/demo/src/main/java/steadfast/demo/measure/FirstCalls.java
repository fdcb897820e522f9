package steadfast.demo.measure;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import steadfast.events.PaymentId;

/**
 * The results of each payment's first charge call.
 *
 * @param unclear those without an answer, or with one that means neither yes nor no
 * @param chargedAgainAt when the next charge call was sent, if there was one
 */
public record FirstCalls(Set<PaymentId> unclear, Map<PaymentId, Instant> chargedAgainAt) {}
