package steadfast.local.demo.measure;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import steadfast.events.PaymentId;

/**
 * How the first charge call of each payment went.
 *
 * @param unclear those that were not answered, or by nothing that means yes or no
 * @param chargedAgainAt when the next charge call left, where there was one
 */
public record FirstCalls(Set<PaymentId> unclear, Map<PaymentId, Instant> chargedAgainAt) {}
