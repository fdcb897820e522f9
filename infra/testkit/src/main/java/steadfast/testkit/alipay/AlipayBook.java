package steadfast.testkit.alipay;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The codes and trades of the test double, and the true state of their money. */
public final class AlipayBook {
    /** A trade: there is one once the buyer has scanned. */
    public static final class Trade {
        private final String amount;
        private final Set<String> refunds = new LinkedHashSet<>();
        private String status = "WAIT_BUYER_PAY";
        private int captures;

        Trade(String amount) {
            this.amount = amount;
        }

        /** Returns the amount in yuan, as the merchant wrote it. */
        public String amount() {
            return amount;
        }

        String status() {
            return status;
        }

        boolean isOver() {
            return !status.equals("WAIT_BUYER_PAY");
        }

        boolean paid() {
            return captures > 0;
        }

        Set<String> refunds() {
            return refunds;
        }

        /** Pays the trade as its buyer would, unless it is over. */
        public void pay() {
            if (!isOver()) {
                captures++;
                status = "TRADE_SUCCESS";
            }
        }

        /** Ends the time for refunds. */
        public void finish() {
            status = "TRADE_FINISHED";
        }

        void close() {
            status = "TRADE_CLOSED";
        }

        /** Refunds a part, which leaves the trade unchanged. */
        public void giveBackAPart(String request) {
            refunds.add(request);
        }

        /** Refunds the whole amount, which closes the trade. */
        public void giveBack(String request) {
            refunds.add(request);
            close();
        }
    }

    /** A QR code, scanned or not. */
    private record Code(String amount, String timeExpire) {}

    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Trade> trades = new HashMap<>();
    private Consumer<Trade> beforeClose = trade -> {};

    /**
     * Creates the number's code unless it has one; returns false if it has one with other terms.
     */
    synchronized boolean code(String number, String amount, String timeExpire) {
        Code code = new Code(amount, timeExpire);
        return code.equals(codes.computeIfAbsent(number, one -> code));
    }

    /** Returns the time until which the code can be paid, in China's time zone; null if unknown. */
    public synchronized @Nullable String timeExpire(String number) {
        Code code = codes.get(number);
        return code == null ? null : code.timeExpire();
    }

    synchronized @Nullable Trade find(String number) {
        return trades.get(number);
    }

    /**
     * Scans the code as the buyer would.
     *
     * @throws IllegalArgumentException if there is none
     */
    public synchronized Trade scan(String number) {
        Code code = codes.get(number);
        if (code == null) {
            throw new IllegalArgumentException("no code: " + number);
        }
        return trades.computeIfAbsent(number, one -> new Trade(code.amount()));
    }

    /** Returns how often the trade was paid. */
    public synchronized long captures(String number) {
        Trade trade = trades.get(number);
        return trade == null ? 0 : trade.captures;
    }

    /** Returns how often the trade was refunded. */
    public synchronized long refunds(String number) {
        Trade trade = trades.get(number);
        return trade == null ? 0 : trade.refunds.size();
    }

    /** Sets what happens to a trade as the next close arrives. */
    public synchronized void onNextClose(Consumer<Trade> event) {
        beforeClose = event;
    }

    synchronized void beforeClose(Trade trade) {
        Consumer<Trade> event = beforeClose;
        beforeClose = one -> {};
        event.accept(trade);
    }
}
