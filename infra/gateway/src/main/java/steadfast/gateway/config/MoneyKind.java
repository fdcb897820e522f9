package steadfast.gateway.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Distinguishes gateways that move real money from those that do not. */
final class MoneyKind {
    /** The prefixes of Stripe's secret and restricted keys of test mode. */
    private static final List<String> TEST_KEYS = List.of("sk_test_", "rk_test_");

    /** The prefixes of keys that move real money. */
    private static final List<String> LIVE_KEYS = List.of("sk_live_", "rk_live_");

    /** The domain of Alipay's sandboxes, old and new. */
    private static final String ALIPAYS_SANDBOXES = "alipaydev.com";

    private MoneyKind() {}

    /**
     * Returns whether no real money moves there; if the settings do not tell, it counts as real.
     */
    static boolean isPlay(GatewaySettings settings) {
        return switch (settings.type()) {
            case SANDBOX -> true;
            case STRIPE -> begins(TEST_KEYS, settings.apiKey());
            case ALIPAY ->
                    settings.url().map(URI::getHost).filter(MoneyKind::isSandbox).isPresent();
        };
    }

    /** Returns whether this is a key of Stripe's live mode. */
    static boolean isLive(String stripeKey) {
        return begins(LIVE_KEYS, Optional.of(stripeKey));
    }

    private static boolean begins(List<String> prefixes, Optional<String> key) {
        return key.filter(text -> prefixes.stream().anyMatch(text::startsWith)).isPresent();
    }

    private static boolean isSandbox(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals(ALIPAYS_SANDBOXES) || name.endsWith("." + ALIPAYS_SANDBOXES);
    }
}
