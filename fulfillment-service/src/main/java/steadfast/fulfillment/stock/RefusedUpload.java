package steadfast.fulfillment.stock;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import steadfast.fulfillment.stock.Refusals.RefusedLine;
import steadfast.http.ProblemType.Text;

/**
 * The problem (RFC 9457) of an upload with refused lines; {@code refused} and {@code refusedTotal}
 * are its extension members.
 *
 * @param refused the first of them, by line number
 * @param refusedTotal how many there are
 */
record RefusedUpload(
        URI type,
        String title,
        int status,
        String detail,
        String action,
        boolean retryable,
        List<RefusedLine> refused,
        int refusedTotal) {

    static RefusedUpload of(Refusals refusals, HttpHeaders headers) {
        StockProblem problem = StockProblem.CODES_REFUSED;
        Text detail =
                new Text(
                        refusals.total() + " lines were refused; the first are listed.",
                        "共有 " + refusals.total() + " 行被拒绝；此处列出前面的行。");
        boolean chinese =
                headers.getAcceptableLanguages()
                        .getFirst()
                        .getLanguage()
                        .equals(Locale.CHINESE.getLanguage());
        return new RefusedUpload(
                URI.create("urn:steadfast:problem:" + problem.code()),
                in(chinese, problem.title()),
                problem.status(),
                in(chinese, detail),
                in(chinese, problem.action()),
                problem.retryable(),
                refusals.listed(),
                refusals.total());
    }

    Response response() {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .entity(this)
                .build();
    }

    private static String in(boolean chinese, Text text) {
        return chinese ? text.chinese() : text.english();
    }
}
