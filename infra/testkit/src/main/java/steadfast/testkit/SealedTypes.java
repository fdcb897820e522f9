package steadfast.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Lists the cases of a sealed type, so that a test misses a new one at once. */
public final class SealedTypes {
    private SealedTypes() {}

    /** Returns the classes at the ends of the sealed hierarchy, whatever families are between. */
    public static List<Class<?>> cases(Class<?> sealed) {
        return walk(sealed).distinct().toList();
    }

    private static Stream<Class<?>> walk(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SealedTypes::walk)
                : Stream.of(type);
    }
}
