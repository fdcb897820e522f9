package steadfast.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steadfast.events.GatewayFinding.Verdict;

/** A gateway's true book, in the words of the sandbox's API; it pays every new refund key. */
final class GatewayBook {

    /** An answer over HTTP. */
    record Answer(int status, String json) {}

    private enum Standing {
        PENDING,
        ACTION_REQUIRED,
        CAPTURED,
        DECLINED,
        CANCELLED,
        REFUNDED
    }

    private static final String ABSENT = "{\"error\":\"not-found\",\"message\":\"no\"}";
    private static final String NO_REFUND = "{\"error\":\"refund-refused\",\"message\":\"closed\"}";

    /** So long one in two codes can be paid; the others outlive every walk. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private static final Duration LONG = Duration.ofHours(1);

    private final Map<String, Standing> book = new HashMap<>();
    private final Map<String, Instant> untils = new HashMap<>();
    private final Map<String, Answer> refundKeys = new HashMap<>();
    private final Map<String, Integer> captures = new HashMap<>();
    private final Map<String, Integer> paidBack = new HashMap<>();

    synchronized Answer charge(String paymentId, String payBy, int luck) {
        if (!book.containsKey(paymentId)) {
            boolean tooLate = Instant.now().isAfter(Instant.parse(payBy));
            Duration wait = Math.floorMod(luck, 16) < 8 ? SHORT : LONG;
            untils.put(paymentId, Instant.now().plus(wait).truncatedTo(ChronoUnit.MILLIS));
            stands(paymentId, tooLate ? Standing.DECLINED : charged(luck));
        }
        return payment(paymentId);
    }

    private static Standing charged(int luck) {
        return switch (Math.floorMod(luck, 8)) {
            case 0, 1 -> Standing.DECLINED;
            case 2 -> Standing.PENDING;
            case 3 -> Standing.ACTION_REQUIRED;
            default -> Standing.CAPTURED;
        };
    }

    private void stands(String paymentId, Standing standing) {
        book.put(paymentId, standing);
        if (standing == Standing.CAPTURED) {
            captures.merge(paymentId, 1, Integer::sum);
        }
    }

    synchronized Answer query(String paymentId) {
        enforceDeadline(paymentId);
        return book.containsKey(paymentId) ? payment(paymentId) : new Answer(404, ABSENT);
    }

    /** A buyer who pays at that moment wins. */
    synchronized Answer cancel(String paymentId, int luck) {
        enforceDeadline(paymentId);
        if (!book.containsKey(paymentId)) {
            stands(paymentId, Standing.CANCELLED);
        } else if (isOpen(paymentId)) {
            stands(paymentId, luck % 2 == 0 ? Standing.CAPTURED : Standing.CANCELLED);
        }
        return payment(paymentId);
    }

    synchronized Answer refund(String paymentId, String key, int luck) {
        Answer known = refundKeys.get(key);
        if (known != null) {
            return known;
        }
        @Nullable Standing standing = book.get(paymentId);
        if (standing == null) {
            return new Answer(404, ABSENT);
        }
        boolean paysBack =
                (standing == Standing.CAPTURED || standing == Standing.REFUNDED)
                        && Math.floorMod(luck, 5) != 0;
        if (paysBack) {
            stands(paymentId, Standing.REFUNDED);
            paidBack.merge(paymentId, 1, Integer::sum);
        }
        Answer answer =
                paysBack
                        ? new Answer(
                                201,
                                "{\"key\":\"%s\",\"status\":\"REFUNDED\",%s}"
                                        .formatted(key, amount()))
                        : new Answer(422, NO_REFUND);
        refundKeys.put(key, answer);
        return answer;
    }

    private static String amount() {
        return "\"amountMinor\":%d,\"currency\":\"%s\""
                .formatted(World.AMOUNT.amountMinor(), World.AMOUNT.currency());
    }

    /** A code that nobody paid in time is closed. */
    private void enforceDeadline(String paymentId) {
        if (book.get(paymentId) == Standing.ACTION_REQUIRED
                && Instant.now().isAfter(untils.get(paymentId))) {
            stands(paymentId, Standing.CANCELLED);
        }
    }

    private Answer payment(String paymentId) {
        enforceDeadline(paymentId);
        Standing standing = book.get(paymentId);
        return new Answer(
                200,
                """
                {"paymentId":"%s","status":"%s",%s,"reason":"no money",
                 "capturedAt":"2026-01-01T00:00:00Z","action":"https://pay.example/scan",
                 "until":"%s"}\
                """
                        .formatted(
                                paymentId,
                                standing,
                                amount(),
                                untils.getOrDefault(paymentId, Instant.EPOCH)));
    }

    private synchronized boolean isOpen(String paymentId) {
        enforceDeadline(paymentId);
        @Nullable Standing standing = book.get(paymentId);
        return standing == Standing.PENDING || standing == Standing.ACTION_REQUIRED;
    }

    /** The buyer pays, or not, if the gateway waits for it. */
    synchronized void settle(String paymentId, int luck) {
        if (isOpen(paymentId)) {
            stands(paymentId, luck % 3 == 0 ? Standing.DECLINED : Standing.CAPTURED);
        }
    }

    /** What a query is answered. */
    synchronized Verdict verdict(String paymentId) {
        enforceDeadline(paymentId);
        @Nullable Standing standing = book.get(paymentId);
        if (standing == null) {
            return Verdict.NOT_FOUND;
        }
        return switch (standing) {
            case PENDING -> Verdict.UNKNOWN;
            case ACTION_REQUIRED -> Verdict.ACTION_REQUIRED;
            case CAPTURED -> Verdict.CAPTURED;
            case DECLINED -> Verdict.DECLINED;
            case CANCELLED -> Verdict.CANCELLED;
            case REFUNDED -> Verdict.REFUNDED;
        };
    }

    synchronized int captures(String paymentId) {
        return captures.getOrDefault(paymentId, 0);
    }

    synchronized int paidBack(String paymentId) {
        return paidBack.getOrDefault(paymentId, 0);
    }
}
