package steadfast.system;

import java.util.List;
import java.util.stream.IntStream;

/** Card codes that tell where they come from. */
final class Codes {

    private Codes() {}

    static List<String> some(String sku, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> sku + "-CODE-" + n).toList();
    }
}
