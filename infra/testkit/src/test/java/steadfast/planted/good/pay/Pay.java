package steadfast.planted.good.pay;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import steadfast.planted.good.store.Rows;

/** A feature: shared rooms may be seen, constants may be static. */
public class Pay {
    private static final Pattern FORM = Pattern.compile("[a-z]+");
    private static final List<String> METHODS = List.of("card");
    private static final Map<String, Integer> FEES = Map.of("card", 1);
    private static final byte[] MARK = {1};

    private final Rows rows;

    Pay(Rows rows) {
        this.rows = rows;
    }

    public boolean pays(String method) {
        return FORM.matcher(method).matches()
                && METHODS.contains(method)
                && FEES.containsKey(method)
                && MARK.length == 1
                && rows != null;
    }
}
