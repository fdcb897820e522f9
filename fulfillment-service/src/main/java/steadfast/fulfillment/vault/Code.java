package steadfast.fulfillment.vault;

/** A card's code in the clear; it says so by {@link #reveal} only, never by {@code toString}. */
public final class Code {

    private final String text;

    /** A code as its supplier wrote it. */
    public Code(String text) {
        this.text = text;
    }

    /** The code itself, for its owner's eyes. */
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
