package steadfast.testkit.fuzz;

import java.util.List;

/** Values of headers that have broken services before; {@link OddValues} has those of fields. */
final class OddHeaders {

    static final List<String> CONTENT_TYPES =
            List.of(
                    "",
                    "/",
                    "a/b/c",
                    "*/*",
                    "application/*",
                    "text/plain",
                    "application/xml",
                    "application/problem+json",
                    "multipart/form-data",
                    "multipart/form-data; boundary=x",
                    "application/x-www-form-urlencoded",
                    "application/json; charset=nonsense",
                    "application/json;charset=utf-16",
                    "application/json;charset=ISO-8859-1",
                    "application/json;;;",
                    "application/json; =",
                    "application/json; charset",
                    "application/json; charset=",
                    "application/json; charset=\"",
                    "application/json, text/plain",
                    "application/json; charset=utf-8; charset=latin1",
                    "text/csv; charset=gbk",
                    "text/csv; charset=\u00FC",
                    "application/x-ndjson; charset=utf-16",
                    "text/csv; header=absent",
                    "\u00E9/\u00E9",
                    "a/" + "b".repeat(2_000));

    /** Other spellings of the same type. */
    static final List<String> SAME_TYPE =
            List.of(
                    "%s; charset=utf-8",
                    "%s;charset=UTF-8", "%s ; charset=utf-8", "%s; charset=\"utf-8\"");

    static final List<String> ACCEPT =
            List.of(
                    "",
                    ",",
                    "q=2",
                    "/",
                    "*",
                    "*/json",
                    ";;;",
                    "text/html",
                    "application/xml",
                    "application/json;q=abc",
                    "application/json;q=2",
                    "application/json;q=0",
                    "application/json;q=-1",
                    "application/json;version=1",
                    "application/problem+json",
                    "application/json;charset=nonsense",
                    "text/event-stream",
                    "\u00E9/*",
                    "a/b,".repeat(300));

    /** Any value is a preference and no condition (RFC 9110, section 12.5.4). */
    static final List<String> ACCEPT_LANGUAGE =
            List.of(
                    "",
                    ",",
                    ",,,",
                    "*",
                    "zh;q=abc",
                    "zh;q=2",
                    "zh;q=0",
                    "zh;q=-1",
                    "en;q=1.0000",
                    "zh-CN,zh;q=0.9,en;q=0.8",
                    "zh_CN",
                    ";",
                    ";q=1",
                    "q=1",
                    "zh;;q=1",
                    "zh;q=1;q=0",
                    "zh;q=",
                    "x-",
                    "-",
                    "--",
                    "i-klingon",
                    "zh-Hant-TW-u-ca-chinese",
                    "*-CN;q=0.1",
                    "\u4E2D\u6587",
                    "\uD83D\uDE00",
                    "a".repeat(400),
                    "zh, ".repeat(500),
                    "0",
                    "zh;q=0,*",
                    "zh;level=1",
                    "zh;q=NaN",
                    "zh;q=1e400",
                    "\"zh\"");

    static final List<String> AUTHORIZATION =
            List.of(
                    "",
                    "Bearer",
                    "Bearer ",
                    "Bearer wrong",
                    "Basic dXNlcjpwYXNz",
                    "Basic %%%",
                    "Basic",
                    "Digest a=\"",
                    "Bearer a b",
                    "Bearer \u00E9",
                    "Bearer \uD83D\uDE00",
                    "nonsense",
                    "Bearer " + "k".repeat(4_000),
                    "Negotiate YII=",
                    "bearer,");

    /** Headers that mean something to others, and nothing to our services. */
    static final List<String> OTHERS =
            List.of(
                    "X-HTTP-Method-Override: DELETE",
                    "Range: bytes=0-",
                    "Range: nonsense",
                    "If-Match: *",
                    "If-None-Match: \"",
                    "If-Modified-Since: yesterday",
                    "Cookie: a=\"; b",
                    "Origin: null",
                    "Forwarded: for=\"",
                    "X-Forwarded-For: ,,",
                    "X-Forwarded-Host: a b",
                    "X-Forwarded-Proto: ftp",
                    "Content-Language: zz",
                    "Traceparent: nonsense",
                    "Accept-Encoding: gzip;q=abc",
                    "Accept-Encoding: br, \u00E9",
                    "Accept-Charset: nonsense",
                    "Date: never",
                    "Referer: :",
                    "User-Agent: ${jndi:a}",
                    "X-Request-Id: " + "r".repeat(1_000));

    /** Headers whose meaning HTTP itself defines, so that the server may answer them. */
    static final List<String> NOT_HTTP =
            List.of(
                    "Expect: 200-ok",
                    "Content-Encoding: gzip",
                    "X-Long: " + "l".repeat(9_000),
                    "X-Control: a\u0001b",
                    "X Space: a",
                    "TE: \u0000");

    private OddHeaders() {}
}
