package steadfast.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links that a gateway may ask a buyer to open: a web page, or a link that opens a wallet, as
 * text or in a QR code. Storefronts turn them into links, so nothing else is accepted: a {@code
 * javascript:} or {@code file:} from a gateway would run in the buyer's browser.
 */
public final class ActionLink {
    /** Pages; Alipay's app links; WeChat Pay's and its personal codes. */
    private static final Pattern ACTION =
            Pattern.compile(
                    "(https?|alipays|alipayqr|weixin|wxp)://[^\\s\\\\/?#][^\\s\\\\]*",
                    Pattern.CASE_INSENSITIVE);

    /** A name and a password before the host are not part of the address. */
    private static final Pattern WHERE_TO =
            Pattern.compile("(?<scheme>[a-zA-Z]+://)(?:[^/?#]*@)?(?<host>[^/?#@]+)(?<rest>.*)");

    private ActionLink() {}

    /** Returns whether it may be shown to a buyer as a link. */
    public static boolean isSafe(String action) {
        return Wording.isClean(action) && ACTION.matcher(action).matches();
    }

    /**
     * Returns where it leads, for operators: the rest is only for the buyer, since it pays or
     * contains a client secret. {@code https://qr.example/…} of {@code https://qr.example/bax01}.
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
