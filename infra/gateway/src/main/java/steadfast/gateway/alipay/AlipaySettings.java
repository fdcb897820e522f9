package steadfast.gateway.alipay;

import java.net.URI;
import steadfast.gateway.CallTimeouts;

/**
 * The settings of a connection to Alipay.
 *
 * @param gateway its one URL, such as {@code https://openapi.alipay.com/gateway.do}
 * @param sellerId the ID of the account that is paid, which notifications must name
 * @param privateKey ours, PKCS#8 in Base64; never printed
 * @param alipayPublicKey theirs, X.509 in Base64
 * @param notifyUrl the URL of our callbacks
 * @param subject the text that the buyer reads
 */
public record AlipaySettings(
        String name,
        URI gateway,
        String appId,
        String sellerId,
        String privateKey,
        String alipayPublicKey,
        URI notifyUrl,
        String subject,
        CallTimeouts timeouts) {

    @Override
    public String toString() {
        return "AlipaySettings[" + name + " at " + gateway + ", appId=" + appId + "]";
    }
}
