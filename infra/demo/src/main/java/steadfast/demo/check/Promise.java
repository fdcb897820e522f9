package steadfast.demo.check;

/** The promises of Steadfast (I1 to I8), and what the demo checks in addition. */
public enum Promise {
    I1("an acknowledged order exists forever"),
    I2("an order is captured at most once, however often a button is clicked"),
    I3("a paid order gets exactly its cards, no card goes to two, never cards and a refund"),
    I4("no card for an order whose buyer was told that it failed or expired"),
    I5("money is conserved to the cent: completed, refunded, or in a person's hands"),
    I6("no order says failed while the gateway says paid"),
    I7("every order is final or in review by its time to live plus two polls"),
    I8("nothing is lost from a dead-letter topic"),
    ROUTE("every payment is at the gateway of its payment method, and at no other"),
    NIGHT("the order of twenty season cards is charged once and ends well"),
    SERVED("every buyer was served");

    private final String text;

    Promise(String text) {
        this.text = text;
    }

    /** Returns the promise as the scoreboard words it. */
    public String text() {
        return text;
    }

    /** Returns its label in lists; a dash if it is not one of the numbered promises. */
    public String label() {
        return switch (this) {
            case I1, I2, I3, I4, I5, I6, I7, I8 -> name();
            case ROUTE, NIGHT, SERVED -> "--";
        };
    }
}
