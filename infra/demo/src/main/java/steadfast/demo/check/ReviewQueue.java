package steadfast.demo.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steadfast.client.Answer;
import steadfast.client.OpenedCase;
import steadfast.client.Operator;
import steadfast.client.ShopHttp;
import steadfast.demo.scenario.ClientAccess;
import steadfast.demo.scenario.DemoFailure;
import steadfast.events.OrderId;
import steadfast.launcher.shop.RunningShop;

/** Reads the reconciler's cases and overdue orders; what cannot be read is a failure. */
final class ReviewQueue {

    private final Operator operator;

    ReviewQueue(ShopHttp http, RunningShop shop) {
        this.operator = new Operator(http, ClientAccess.to(shop));
    }

    /**
     * Every case, open and closed.
     *
     * @throws DemoFailure if they can't be read
     */
    List<QueuedCase> cases() throws InterruptedException {
        Map<String, QueuedCase> byId = new LinkedHashMap<>();
        for (String status : List.of("open", "closed")) {
            // A case that closes between the two readings is in both, and the later one counts.
            for (OpenedCase one : read("cases?status=" + status, operator.cases(status))) {
                byId.put(
                        one.caseId(),
                        new QueuedCase(one.orderId(), one.openedAt(), one.closedAt()));
            }
        }
        return List.copyOf(byId.values());
    }

    /**
     * Returns overdue orders: a sign of trouble, not work for a person.
     *
     * @throws DemoFailure if they can't be read
     */
    Set<OrderId> overdue() throws InterruptedException {
        return read("overdue", operator.overdue());
    }

    private static <T> T read(String what, Answer<T> answer) {
        return switch (answer) {
            case Answer.Ok<T> ok -> ok.value();
            case Answer.No<T> no -> throw unreadable(what, no.why());
            case Answer.Later<T> later -> throw unreadable(what, later.why());
        };
    }

    private static DemoFailure unreadable(String what, String why) {
        return new DemoFailure("the reconciler's /v1/" + what + " can't be read: " + why + ".");
    }
}
