package steadfast.fulfillment.stock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class HeadingsAreNotSoldAsCodesTest {

    @Inject TestShop shop;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Code",
                "CODE",
                "卡密",
                "card_code",
                "Card Key",
                "激活码",
                "兑换码",
                "key",
                "CD-KEY",
                "ＣＯＤＥ",
                "\"Serial No.\"",
                "\uFEFFCode",
                "序列号：",
                "\r\n\r\nCode"
            })
    void whatLooksLikeAHeadingIsRefusedUntilSomebodySaysWhatItIs(String heading) {
        Sku sku = shop.newSku();
        String upload = heading + "\n" + shop.codes(sku, 0, 2);

        shop.upload(sku, "text/csv", upload)
                .statusCode(422)
                .body("type", equalTo("urn:steadfast:problem:looks-like-heading"))
                .body("field", equalTo("heading"))
                .body(
                        "detail",
                        equalTo(
                                "Line %d looks like a heading: send ?heading=yes or ?heading=no."
                                        .formatted(heading.startsWith("\r\n") ? 3 : 1)));
        assertThat(cards(sku)).isZero();

        upload(sku, "yes", upload).statusCode(200).body("imported", equalTo(2));
    }

    @Test
    void whoSaysThatItIsNoneGetsItAsACode() {
        Sku sku = shop.newSku();

        upload(sku, "no", "Voucher\n" + sku).statusCode(200).body("imported", equalTo(2));
    }

    @Test
    void theDocumentedHeadingNeedsNoQuestion() {
        Sku sku = shop.newSku();

        shop.upload(sku, "text/csv", "\uFEFF\"code\"\n" + sku)
                .statusCode(200)
                .body("imported", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Steam Keys for Half Life", "请妥善保管", "Lot A"})
    void aFirstLineThatIsUnlikeAllOthersIsAskedAbout(String heading) {
        Sku sku = shop.newSku();

        shop.upload(sku, "text/csv", heading + "\n" + shop.codes(sku, 0, 3))
                .statusCode(422)
                .body("type", equalTo("urn:steadfast:problem:looks-like-heading"));
    }

    @Test
    void codesThatDifferOnlyInLengthOrInSomeDigitsAreNotAskedAbout() {
        Sku sku = shop.newSku();

        shop.upload(sku, "text/csv", shop.codes(sku, 9, 3)).statusCode(200);
        shop.upload(sku, "text/csv", "ABCD-%1$s\nEFGH-JKLM\n12-%1$s\n".formatted(sku))
                .statusCode(200);
    }

    @Test
    void aHeadingAmidTheCodesIsRefusedOnItsLine() {
        Sku sku = shop.newSku();
        String two = "code\n%1$s-1\n\ncode\n%1$s-2\n卡密\n".formatted(sku);

        shop.upload(sku, "text/csv", two)
                .statusCode(422)
                .body("refused.line", contains(4, 6))
                .body("refused.reason", contains("heading", "heading"));
        upload(sku, "yes", two).statusCode(422).body("refused.line", contains(4, 6));
    }

    @Test
    void aHeadingInAnotherCharsetIsRecognised() {
        Sku sku = shop.newSku();
        byte[] upload = ("卡密\r\n" + sku + "\r\n").getBytes(Charset.forName("GBK"));

        shop.upload(sku, "text/csv; charset=gb2312", upload)
                .statusCode(422)
                .body("type", equalTo("urn:steadfast:problem:looks-like-heading"));
        // Not UTF-8: said on its line, and nothing is guessed.
        shop.upload(sku, "text/csv", upload)
                .statusCode(422)
                .body("refused.line", contains(1))
                .body("refused.reason", contains("invalid-encoding"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "UTF-7", "nonsense", "IBM037"})
    void aCharsetThatIsNotReadIsNamedAsSuch(String charset) {
        shop.upload(shop.newSku(), "text/csv; charset=" + charset, "A-1")
                .statusCode(415)
                .body("type", equalTo("urn:steadfast:problem:unsupported-charset"))
                .body("field", equalTo("Content-Type"));
    }

    @Test
    void ofLatinCharsetsOnlyAsciiIsTaken() {
        Sku sku = shop.newSku();

        shop.upload(sku, "text/csv; charset=ISO-8859-1", sku + "-1\n" + sku + "-\u4e2d")
                .statusCode(422)
                .body("refused.line", contains(2))
                .body("refused.reason", contains("invalid-encoding"));
        shop.upload(sku, "text/csv; charset=windows-1252", sku + "-1").statusCode(200);
    }

    @Test
    void aSpreadsheetsUnicodeTextIsNotTakenForUtf8() {
        Sku sku = shop.newSku();

        shop.upload(sku, "text/csv", ("\uFEFF" + sku).getBytes(Charset.forName("UTF-16LE")))
                .statusCode(415);
    }

    @Test
    void blankLinesArePassedOverInBothFormats() {
        Sku sku = shop.newSku();

        shop.upload(
                        sku,
                        "text/csv",
                        "\r\ncode\r\n\r\n%1$s-1\r\n\u3000\r\n%1$s-2\r\n\r\n\r\n".formatted(sku))
                .statusCode(200)
                .body("imported", equalTo(2));
        shop.upload(
                        sku,
                        "application/x-ndjson",
                        "\n{\"code\":\"%1$s-3\"}\n\n \n{\"code\":\"%1$s-4\"}\n\n".formatted(sku))
                .statusCode(200)
                .body("imported", equalTo(2));
    }

    @Test
    void headingIsYesOrNoAndJsonLinesHaveNone() {
        Sku sku = shop.newSku();

        upload(sku, "maybe", "A").statusCode(400).body("field", equalTo("heading"));
        TestShop.operator()
                .contentType("application/x-ndjson")
                .queryParam("heading", "yes")
                .body("{\"code\":\"A\"}".getBytes(UTF_8))
                .post("/v1/stock/{sku}", sku.value())
                .then()
                .statusCode(400)
                .body("field", equalTo("heading"));
    }

    private ValidatableResponse upload(Sku sku, String heading, String body) {
        return TestShop.operator()
                .header("Content-Type", "text/csv")
                .queryParam("heading", heading)
                .body(body.getBytes(UTF_8))
                .post("/v1/stock/{sku}", sku.value())
                .then();
    }

    private int cards(Sku sku) {
        return shop.count("select count(*) from card where sku = ?", sku.value());
    }
}
