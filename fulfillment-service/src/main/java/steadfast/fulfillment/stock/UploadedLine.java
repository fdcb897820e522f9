package steadfast.fulfillment.stock;

import steadfast.fulfillment.vault.Code;

/** What a line of an upload turned out to be. */
sealed interface UploadedLine {

    /** A code. */
    record Good(Code code) implements UploadedLine {}

    /** No code. */
    record Bad(RefusalReason reason) implements UploadedLine {}

    /** Nothing but spaces, to be passed over. */
    record Blank() implements UploadedLine {}
}
