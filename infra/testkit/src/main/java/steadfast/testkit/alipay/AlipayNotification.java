package steadfast.testkit.alipay;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Alipay's notification to a merchant when a trade changes. */
public final class AlipayNotification {
    private static final DateTimeFormatter CHINAS_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private AlipayNotification() {}

    /**
     * Returns the parameters, still to be signed, for a trade that was paid.
     *
     * @param number the merchant's number of the trade
     * @param yuan the amount as Alipay writes it
     * @param at when Alipay sends it
     */
    public static Map<String, String> paid(String number, String yuan, Instant at) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("gmt_payment", "2026-03-01 19:59:00");
        parameters.put("notify_time", CHINAS_TIME.format(at));
        parameters.put("notify_type", "trade_status_sync");
        parameters.put("notify_id", "ac05099524730693a8b330c5ecf72da9786");
        parameters.put("app_id", AlipayDouble.APP_ID);
        parameters.put("charset", "utf-8");
        parameters.put("version", "1.0");
        parameters.put("trade_no", "2026030121001004330000121536");
        parameters.put("out_trade_no", number);
        parameters.put("seller_id", AlipayDouble.SELLER_ID);
        parameters.put("trade_status", "TRADE_SUCCESS");
        parameters.put("total_amount", yuan);
        parameters.put("subject", "\u70b9\u5361 & more");
        return parameters;
    }

    /** Returns the form that is posted, signed by RSA2 with these keys. */
    public static String signed(Map<String, String> parameters, TestKeys keys) {
        Map<String, String> signed = new LinkedHashMap<>(parameters);
        signed.put("sign_type", "RSA2");
        signed.put("sign", keys.sign(content(parameters)));
        return form(signed);
    }

    /** Returns the text that is signed for these parameters. */
    static String content(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("&"));
    }

    /** Returns the parameters as a form. */
    public static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one ->
                        one.getKey()
                                + "="
                                + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
