package steadfast.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a gateway may ask a buyer to act on: the address of a page, or a link that opens a wallet,
 * as text or in a QR code. Storefronts make links of it, so nothing else gets through: a {@code
 * javascript:} or {@code file:} from a gateway would run in the buyer's browser.
 */
public final class ActionLink {
    /** Pages; Alipay's app links; WeChat Pay's and its personal codes. */
    private static final Pattern ACTION =
            Pattern.compile(
                    "(https?|alipays|alipayqr|weixin|wxp)://[^\\s\\\\/?#][^\\s\\\\]*",
                    Pattern.CASE_INSENSITIVE);

    /** A name and a password before the host are no part of where it leads. */
    private static final Pattern WHERE_TO =
            Pattern.compile("(?<scheme>[a-zA-Z]+://)(?:[^/?#]*@)?(?<host>[^/?#@]+)(?<rest>.*)");

    private ActionLink() {}

    /** Whether a buyer may be shown it, and a storefront may make a link of it. */
    public static boolean isSafe(String action) {
        return Wording.isClean(action) && ACTION.matcher(action).matches();
    }

    /**
     * Where it leads, for who looks after payments: the rest is the buyer's, since it pays or holds
     * a client secret. {@code https://qr.example/…} of {@code https://qr.example/bax01}.
     */
    public static String whereTo(String action) {
        Matcher parts = WHERE_TO.matcher(action);
        if (!parts.matches()) {
            return "…";
        }
        String host = parts.group("scheme") + parts.group("host");
        return parts.group("rest").isEmpty() ? host : host + "/…";
    }
}
