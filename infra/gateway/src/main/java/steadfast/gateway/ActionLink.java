package steadfast.gateway;

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

    private ActionLink() {}

    /** Whether a buyer may be shown it, and a storefront may make a link of it. */
    public static boolean isSafe(String action) {
        return Wording.isClean(action) && ACTION.matcher(action).matches();
    }
}
