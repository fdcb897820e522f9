package steadfast.testkit.alipay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** A pair of RSA keys that signs and verifies by other code than the adapter's. */
public record TestKeys(KeyPair pair) {
    /** Generates a pair of 2,048 bits, which takes a while. */
    public static TestKeys generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new TestKeys(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the private key as PKCS#8 in Base64, as a merchant configures it. */
    public String privateKey() {
        return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    }

    /** Returns the public key as X.509 in Base64, as a merchant configures it. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /** Returns the RSA2 signature of the text, in Base64. */
    public String sign(String content) {
        return sign(content, "SHA256withRSA");
    }

    /** Returns the text's signature by the Java algorithm of this name, in Base64. */
    public String sign(String content, String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(content.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether this is the text's RSA2 signature in Base64. */
    boolean verifies(String content, String base64) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(pair.getPublic());
            signature.update(content.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
