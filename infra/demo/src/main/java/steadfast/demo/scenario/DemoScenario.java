package steadfast.demo.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import steadfast.demo.buyers.BuyerPlan;
import steadfast.events.Money;
import steadfast.events.Sku;

/**
 * The products and buyers of a run, all drawn from the seed; the run's tag makes its SKUs, codes
 * and keys unique, so that earlier runs can't mix in.
 */
public final class DemoScenario {

    /** Left over at the end, for trying the shop by hand. */
    static final int SPARE = 20;

    /** A whole box of season cards. */
    static final int WHOLESALE_QUANTITY = 20;

    private static final int MAX_QUANTITY = 5;
    private static final int CLICKS_EVERY = 10;
    private static final double DECLINED = 0.04;
    private static final double TRY_AGAIN = 0.5;
    private static final double CANCELS = 0.03;

    /** Of those who are shown what to scan. */
    private static final double NEVER_PAYS = 0.08;

    private static final double CHANGES_METHOD = 0.12;

    /** Of ten buyers; four pay at the second gateway, two scan. */
    private static final List<String> METHODS =
            List.of(
                    "card",
                    "card",
                    "card",
                    "card",
                    "card",
                    "qr",
                    "wallet",
                    "wallet",
                    "wallet",
                    "wallet-qr");

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final List<Product> products;
    private final List<BuyerPlan> buyerPlans;
    private final Map<Sku, Set<String>> codes;

    /** A product and its price. */
    public record Product(Sku sku, String title, Money price) {}

    private DemoScenario(
            List<Product> products, List<BuyerPlan> buyerPlans, Map<Sku, Set<String>> codes) {
        this.products = products;
        this.buyerPlans = buyerPlans;
        this.codes = codes;
    }

    /** Draws a run; {@code tag} is letters and digits that no other run has. */
    public static DemoScenario draw(int orders, long seed, String tag, Weather weather) {
        Random random = new Random(seed);
        Product season = product("SEASON", tag, "Season card", 12_800);
        List<Product> products =
                List.of(
                        product("STEAM-50", tag, "Steam wallet 50", 5_000),
                        product("PSN-20", tag, "PlayStation Store 20", 2_000),
                        product("GIFT-9.99", tag, "Gift voucher 9.99", 999));
        List<BuyerPlan> buyerPlans = new ArrayList<>();
        buyerPlans.add(wholesale(season.sku(), tag, weather));
        for (int number = 1; number < orders; number++) {
            buyerPlans.add(ordinary(number, products, tag, random));
        }
        List<Product> all = new ArrayList<>(products);
        all.add(season);
        Map<Sku, Set<String>> codes = new LinkedHashMap<>();
        for (Product product : all) {
            int wanted =
                    buyerPlans.stream()
                            .filter(buyerPlan -> buyerPlan.sku().equals(product.sku()))
                            .mapToInt(BuyerPlan::quantity)
                            .sum();
            codes.put(product.sku(), codes(wanted + SPARE, product.sku(), random));
        }
        return new DemoScenario(List.copyOf(all), List.copyOf(buyerPlans), codes);
    }

    /** The first order of all, so that it is exposed to the faults of the whole run. */
    private static BuyerPlan wholesale(Sku sku, String tag, Weather weather) {
        return new BuyerPlan(
                0,
                sku,
                WHOLESALE_QUANTITY,
                weather.isBad() ? BuyerPlan.NIGHT_METHOD : BuyerPlan.CARD,
                BuyerPlan.CARD,
                key(tag, 0),
                clicks(0),
                BuyerPlan.Manner.WHOLESALE);
    }

    private static BuyerPlan ordinary(
            int number, List<Product> products, String tag, Random random) {
        Sku sku = products.get(random.nextInt(products.size())).sku();
        int quantity = 1 + random.nextInt(MAX_QUANTITY);
        String method =
                random.nextDouble() < DECLINED
                        ? BuyerPlan.DECLINED_METHOD
                        : METHODS.get(random.nextInt(METHODS.size()));
        BuyerPlan.Manner manner = manner(method, random.nextDouble());
        String next = random.nextBoolean() ? BuyerPlan.CARD : BuyerPlan.WALLET;
        return new BuyerPlan(
                number, sku, quantity, method, next, key(tag, number), clicks(number), manner);
    }

    private static BuyerPlan.Manner manner(String method, double mood) {
        if (method.equals(BuyerPlan.DECLINED_METHOD)) {
            return mood < TRY_AGAIN ? BuyerPlan.Manner.TRIES_AGAIN : BuyerPlan.Manner.PATIENT;
        }
        if (mood < CANCELS) {
            return BuyerPlan.Manner.CANCELS;
        }
        if (BuyerPlan.isScanned(method) && mood < CANCELS + NEVER_PAYS + CHANGES_METHOD) {
            return mood < CANCELS + NEVER_PAYS
                    ? BuyerPlan.Manner.NEVER_PAYS
                    : BuyerPlan.Manner.CHANGES_METHOD;
        }
        return BuyerPlan.Manner.PATIENT;
    }

    private static String key(String tag, int number) {
        return "demo-" + tag + "-" + number;
    }

    private static int clicks(int number) {
        return number % CLICKS_EVERY == 0 ? 3 : 1;
    }

    private static Product product(String name, String tag, String title, long amountMinor) {
        return new Product(new Sku(name + "." + tag), title, new Money(amountMinor, "USD"));
    }

    private static Set<String> codes(int count, Sku sku, Random random) {
        Set<String> codes = new LinkedHashSet<>();
        while (codes.size() < count) {
            StringBuilder code = new StringBuilder(sku.value());
            for (int group = 0; group < 3; group++) {
                code.append('-');
                for (int letter = 0; letter < 5; letter++) {
                    code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
                }
            }
            codes.add(code.toString());
        }
        return codes;
    }

    /** Returns what is sold. */
    public List<Product> products() {
        return products;
    }

    /** Returns what each buyer plans. */
    public List<BuyerPlan> buyerPlans() {
        return buyerPlans;
    }

    /** Returns the codes to import, by SKU. */
    public Map<Sku, Set<String>> codes() {
        return codes;
    }
}
