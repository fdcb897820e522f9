package steadfast.testkit.fuzz;

import java.util.List;
import java.util.stream.Stream;

/** Values that have broken services before. */
final class OddValues {

    /** Texts that no JSON string, header or address forbids; most of them are legal names, too. */
    static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "\t",
                    "x".repeat(65),
                    "x".repeat(300),
                    "x".repeat(5_000),
                    "\uD83D\uDE00".repeat(150),
                    "e" + "\u0301".repeat(60),
                    "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                    "\u202Eexe.drac",
                    "\u0645\u0631\u062D\u0628\u0627",
                    "\uFEFFbom",
                    "\u200B",
                    "\u00A0",
                    "\u2028",
                    "\uFFFF",
                    "\uFF11\uFF12",
                    "\u0661",
                    "\u0130",
                    "'; drop table orders; --",
                    "%s%n%x",
                    "${jndi:ldap://localhost/a}",
                    "../../etc/passwd",
                    "..",
                    "null",
                    "NaN",
                    "-1",
                    "0",
                    "1e3",
                    "99999999999999999999",
                    "9223372036854775808",
                    "00000000-0000-0000-0000-000000000000",
                    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
                    "1-1-1-1-1",
                    "{0196f0c0-0000-7000-8000-000000000000}",
                    "0196f0c0-0000-7000-8000-000000000000-1",
                    "+1000000000-12-31T23:59:59.999999999Z",
                    "-1000000000-01-01T00:00:00Z",
                    "+294277-01-01T00:00:00Z",
                    "-4713-01-01T00:00:00Z",
                    "2026-02-30T00:00:00Z",
                    "2026-01-01T00:00:00Z",
                    "+1000000000-12-31T23:59:59.999999999Z~0196f0c0-0000-7000-8000-000000000000",
                    "-1000000000-01-01T00:00:00Z~0196f0c0-0000-7000-8000-000000000000",
                    "+294277-01-01T00:00:00Z~0196f0c0-0000-7000-8000-000000000000",
                    "2026-01-01T00:00:00Z~0196f0c0-0000-7000-8000-000000000000",
                    "2026-01-01T00:00:00Z~",
                    "~");

    /** Control characters: JSON can carry them escaped and addresses in percent; headers cannot. */
    static final List<String> CONTROL_TEXTS =
            List.of("\u0000", "a\u0000b", "\u0007\u001B[2J", "\u007F", "\u0085", "a\r\nb", "\n");

    /** Not text in any encoding; only an escape in JSON can express it. */
    static final List<String> LONE_SURROGATES =
            List.of("\"\\ud800\"", "\"a\\udc00b\"", "\"\\udc00\\ud800\"", "\"ok\\uD83D\"");

    static final List<String> NUMBERS =
            List.of(
                    "-1",
                    "0",
                    "-0",
                    "1.0",
                    "1e2",
                    "1E+2",
                    "1e-5",
                    "2147483648",
                    "-2147483649",
                    "9223372036854775807",
                    "9223372036854775808",
                    "-9223372036854775809",
                    "100000000001",
                    "99999999999999999999999999999999",
                    "1".repeat(1_000),
                    "1e400",
                    "1e999999999",
                    "-1e-999999999",
                    "0." + "3".repeat(500));

    /** Texts that many readers accept as a number and JSON does not. */
    static final List<String> NO_NUMBERS =
            List.of("01", "+1", "NaN", "Infinity", ".5", "1.", "0x10", "1_000", "1,5", "--1");

    /** JSON of each type, so that every field gets the wrong ones. */
    static final List<String> OF_OTHER_TYPES =
            List.of("1.9", "\"7\"", "true", "[]", "{}", "[1]", "{\"value\":\"x\"}", "[[\"x\"]]");

    /** Parts of an address that are badly escaped, or escaped where it is unexpected. */
    static final List<String> ADDRESS_PARTS =
            List.of(
                    "%00",
                    "a%00",
                    "%FF",
                    "%C0%80",
                    "%ED%A0%80",
                    "%2F",
                    "a%2Fb",
                    "%2e%2e",
                    "..%2F..%2F",
                    "..",
                    ".",
                    "a;b=c",
                    ";",
                    "a%3Bb",
                    "%25",
                    "%2500",
                    "+",
                    "a+b",
                    "%20",
                    "%0D%0AX:%20y",
                    "~",
                    "*",
                    "@",
                    ":",
                    "a:b",
                    "!$&'()",
                    "%F0%9F%98%80",
                    "%5C",
                    "%7Ba%7D");

    /** Half an escape: against RFC 3986, so it belongs to no valid address. */
    static final List<String> BROKEN_ESCAPES = List.of("%", "a%", "%Z", "%ZZ", "%u0041", "%-1");

    static final List<String> METHODS =
            List.of(
                    "GET",
                    "PUT",
                    "POST",
                    "DELETE",
                    "PATCH",
                    "HEAD",
                    "OPTIONS",
                    "TRACE",
                    "PROPFIND",
                    "get",
                    "FOO",
                    "X".repeat(100));

    private OddValues() {}

    static List<String> allTexts() {
        return Stream.concat(TEXTS.stream(), CONTROL_TEXTS.stream()).toList();
    }
}
