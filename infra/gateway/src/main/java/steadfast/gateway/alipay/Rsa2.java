package steadfast.gateway.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * SHA256withRSA both ways. Nothing else is ever accepted: an attacker who may choose the algorithm
 * chooses the weakest.
 */
final class Rsa2 {
    static final String NAME = "RSA2";

    private static final String CHARSET = StandardCharsets.UTF_8.name();

    private final String privateKey;
    private final PublicKey theirs;

    /**
     * Creates it with our private key and Alipay's public one.
     *
     * @throws IllegalArgumentException if one is not a key; it names which one, without its content
     */
    Rsa2(String privateKey, String theirPublicKey) {
        this.privateKey = privateKey;
        try {
            KeyFactory keys = KeyFactory.getInstance("RSA");
            var _ = keys.generatePrivate(new PKCS8EncodedKeySpec(bytes("private", privateKey)));
            this.theirs =
                    keys.generatePublic(new X509EncodedKeySpec(bytes("public", theirPublicKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a pair of RSA keys for Alipay");
        }
    }

    private static byte[] bytes(String which, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + which + " key for Alipay is not Base64");
        }
    }

    /** The parameters as they are signed, by Alipay and by us. */
    static String content(SortedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("&"));
    }

    String sign(String content) {
        try {
            return AlipaySignature.rsaSign(content, privateKey, CHARSET, NAME);
        } catch (AlipayApiException e) {
            throw new IllegalStateException("a key that worked at start can no longer sign", e);
        }
    }

    boolean verify(String content, String signature) {
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(theirs);
            check.update(content.getBytes(StandardCharsets.UTF_8));
            byte[] bytes = Base64.getDecoder().decode(signature);
            // The decoder overlooks spare bits: one signature has one spelling.
            return check.verify(bytes)
                    && Base64.getEncoder().encodeToString(bytes).equals(signature);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
