package steadfast.fulfillment.stock;

import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * The problem (RFC 9457) of an upload with refused lines. Its extension members are {@code
 * refused}, the first of them by line number, and {@code refusedTotal}, how many there are.
 */
final class RefusedUpload {

    private RefusedUpload() {}

    static ProblemException problem(Refusals refusals) {
        Text detail =
                new Text(
                        refusals.total() + " lines were refused; the first are listed.",
                        "共有 " + refusals.total() + " 行被拒绝；此处列出前面的行。");
        return new ProblemException(StockProblem.CODES_REFUSED, null, detail)
                .with("refused", refusals.listed())
                .with("refusedTotal", refusals.total());
    }
}
