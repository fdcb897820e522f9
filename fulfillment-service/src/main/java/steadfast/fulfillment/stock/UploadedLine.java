package steadfast.fulfillment.stock;

import steadfast.fulfillment.vault.Code;

/** A line of an upload, as read. */
sealed interface UploadedLine {

    /** A code. */
    record Good(Code code) implements UploadedLine {}

    /** Not a valid code. */
    record Bad(RefusalReason reason) implements UploadedLine {}

    /** Only spaces, to be skipped. */
    record Blank() implements UploadedLine {}
}
