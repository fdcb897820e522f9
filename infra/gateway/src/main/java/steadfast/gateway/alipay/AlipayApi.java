package steadfast.gateway.alipay;

import com.alipay.api.AlipayRequest;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.internal.util.json.JSONWriter;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.http.Deadline;
import steadfast.gateway.http.WholeExchange;

/**
 * The calls to Alipay. Requests and signatures come from its library; the library's client is not
 * used, because loading it clears {@code jdk.certpath.disabledAlgorithms} for the whole JVM.
 */
final class AlipayApi implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final AlipaySettings settings;
    private final Rsa2 rsa;
    private final AnswerReader answers;
    private final WholeExchange http;
    private final Clock clock;

    AlipayApi(AlipaySettings settings, Rsa2 rsa, Clock clock) {
        this.settings = settings;
        this.rsa = rsa;
        this.answers = new AnswerReader(rsa);
        this.http = new WholeExchange(settings.timeouts().connect(), MAX_BODY_BYTES);
        this.clock = clock;
    }

    /** Requests a QR code that can be paid until {@code payBy}, which Alipay enforces. */
    AlipayReading precreate(ChargeRequest charge, Deadline deadline) {
        AlipayTradePrecreateModel model = new AlipayTradePrecreateModel();
        model.setOutTradeNo(TradeNumber.of(charge.paymentId()));
        model.setTotalAmount(Yuan.write(charge.amount()));
        model.setSubject(settings.subject());
        model.setSellerId(settings.sellerId());
        model.setTimeExpire(ChinaTime.write(charge.payBy()));
        AlipayTradePrecreateRequest request = new AlipayTradePrecreateRequest();
        request.setBizModel(model);
        request.setNotifyUrl(settings.notifyUrl().toString());
        return call(request, deadline);
    }

    AlipayReading query(PaymentId paymentId, Deadline deadline) {
        AlipayTradeQueryModel model = new AlipayTradeQueryModel();
        model.setOutTradeNo(TradeNumber.of(paymentId));
        AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
        request.setBizModel(model);
        return call(request, deadline);
    }

    AlipayReading close(PaymentId paymentId, Deadline deadline) {
        AlipayTradeCloseModel model = new AlipayTradeCloseModel();
        model.setOutTradeNo(TradeNumber.of(paymentId));
        AlipayTradeCloseRequest request = new AlipayTradeCloseRequest();
        request.setBizModel(model);
        return call(request, deadline);
    }

    AlipayReading refund(RefundRequest refund, Deadline deadline) {
        AlipayTradeRefundModel model = new AlipayTradeRefundModel();
        model.setOutTradeNo(TradeNumber.of(refund.paymentId()));
        model.setOutRequestNo(TradeNumber.of(refund));
        model.setRefundAmount(Yuan.write(refund.amount()));
        model.setRefundReason(refund.reason());
        AlipayTradeRefundRequest request = new AlipayTradeRefundRequest();
        request.setBizModel(model);
        return call(request, deadline);
    }

    AlipayReading refundQuery(RefundRequest refund, Deadline deadline) {
        AlipayTradeFastpayRefundQueryModel model = new AlipayTradeFastpayRefundQueryModel();
        model.setOutTradeNo(TradeNumber.of(refund.paymentId()));
        model.setOutRequestNo(TradeNumber.of(refund));
        AlipayTradeFastpayRefundQueryRequest request = new AlipayTradeFastpayRefundQueryRequest();
        request.setBizModel(model);
        return call(request, deadline);
    }

    private AlipayReading call(AlipayRequest<?> request, Deadline deadline) {
        String method = request.getApiMethodName();
        String content = new JSONWriter().write(request.getBizModel(), true);
        SortedMap<String, String> parameters = parameters(request);
        parameters.put("biz_content", content);
        String signature = rsa.sign(Rsa2.content(parameters));
        parameters.remove("biz_content");
        parameters.put("sign", signature);
        HttpRequest post =
                HttpRequest.newBuilder(URI.create(settings.gateway() + "?" + encoded(parameters)))
                        .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                        .POST(BodyPublishers.ofString(encoded(Map.of("biz_content", content))))
                        .build();
        return answers.read(http.exchange(post, deadline), method.replace('.', '_') + "_response");
    }

    private SortedMap<String, String> parameters(AlipayRequest<?> request) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("app_id", settings.appId());
        parameters.put("method", request.getApiMethodName());
        parameters.put("format", "json");
        parameters.put("charset", StandardCharsets.UTF_8.name());
        parameters.put("sign_type", Rsa2.NAME);
        parameters.put("timestamp", ChinaTime.write(clock.instant()));
        parameters.put("version", request.getApiVersion());
        if (request.getNotifyUrl() != null) {
            parameters.put("notify_url", request.getNotifyUrl());
        }
        return parameters;
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one ->
                        one.getKey()
                                + "="
                                + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        http.close();
    }
}
