package steadfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ALinkForTheBuyerIsAPageOrAWalletsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://qr.alipay.com/bax01234",
                "HTTPS://hooks.stripe.com/3d_secure/1?client_secret=x#done",
                "http://127.0.0.1:8090/pay/1",
                "alipays://platformapi/startapp?appId=1",
                "weixin://wxpay/bizpayurl?pr=p4lpSuKzz",
                "wxp://f2f0abc"
            })
    void itIsShown(String action) {
        assertThat(ActionLink.isSafe(action)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript://%0aalert(1)",
                " javascript:alert(1)",
                "data:text/html;base64,PHNjcmlwdD4=",
                "vbscript:x",
                "file:///etc/passwd",
                "intent://scan/#Intent;scheme=x;end",
                "//evil.example",
                "https:evil.example",
                "https:///evil.example",
                "https://",
                "https://a b",
                "https://a\\b",
                "https://a\njavascript:alert(1)",
                "http\t://a",
                "scan",
                ""
            })
    void anythingElseIsNot(String action) {
        assertThat(ActionLink.isSafe(action)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://qr.alipay.com/bax01234, https://qr.alipay.com/…",
        "HTTPS://hooks.stripe.com?client_secret=x#done, HTTPS://hooks.stripe.com/…",
        "https://hooks.stripe.com#secret, https://hooks.stripe.com/…",
        "http://127.0.0.1:8090/pay/1, http://127.0.0.1:8090/…",
        "https://name:secret@pay.example/x, https://pay.example/…",
        "https://secret@x@pay.example/x, https://pay.example/…",
        "https://pay.example, https://pay.example",
        "alipays://platformapi/startapp?appId=1, alipays://platformapi/…",
        "secret, …"
    })
    void anOperatorSeesWhereItLeadsAndNoMore(String action, String shown) {
        assertThat(ActionLink.whereTo(action)).isEqualTo(shown);
    }
}
