package steadfast.fulfillment.vault;

/** A card's code in the clear; readable by {@link #reveal} only, never by {@code toString}. */
public final class Code {

    private final String text;

    /** A code as its supplier wrote it. */
    public Code(String text) {
        this.text = text;
    }

    /** Returns the code itself, for its owner. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Code code && code.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Code[hidden]";
    }
}
