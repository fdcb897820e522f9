package steadfast.events;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes legal events of every type at random. */
final class EventSamples {

    /** What to do with the fields that may be null. */
    enum Nullables {
        ABSENT,
        PRESENT,
        EITHER
    }

    private static final String[] TEXTS = {
        "",
        "card",
        "待支付",
        "quote \" slash \\ line\n tab\t nul\u0000",
        "😀",
        "\uFEFFbom",
        "</script>"
    };

    private final Random random;
    private final Nullables nullables;

    EventSamples(long seed, Nullables nullables) {
        this.random = new Random(seed);
        this.nullables = nullables;
    }

    Event sample(Class<? extends Event> type) throws ReflectiveOperationException {
        return type.cast(record(type));
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            values[index] = isNull(components[index]) ? null : value(components[index]);
        }
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private boolean isNull(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && switch (nullables) {
                    case ABSENT -> true;
                    case PRESENT -> false;
                    case EITHER -> random.nextBoolean();
                };
    }

    private Object value(RecordComponent component) throws ReflectiveOperationException {
        if (component.getType() != List.class) {
            return value(component.getType());
        }
        var list = (ParameterizedType) component.getGenericType();
        List<Object> elements = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            elements.add(record((Class<?>) list.getActualTypeArguments()[0]));
        }
        return elements;
    }

    private Object value(Class<?> type) {
        if (type == String.class) {
            return TEXTS[random.nextInt(TEXTS.length)];
        }
        if (type == int.class) {
            return random.nextInt();
        }
        if (type == long.class) {
            return random.nextLong();
        }
        if (type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == Instant.class) {
            // RFC 3339 knows the years 0 to 9999; some have no fraction, some nanoseconds.
            return Instant.ofEpochSecond(
                    random.nextLong(253_402_300_800L),
                    random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
        }
        if (type == UUID.class) {
            return new UUID(random.nextLong(), random.nextLong());
        }
        if (type == OrderId.class) {
            return new OrderId(new UUID(random.nextLong(), random.nextLong()));
        }
        if (type == PaymentId.class) {
            return new PaymentId(
                    (OrderId) value(OrderId.class), 1 + random.nextInt(Integer.MAX_VALUE));
        }
        if (type == Sku.class) {
            return new Sku("SKU-" + random.nextInt(1000) + "_x.y");
        }
        if (type == Money.class) {
            return new Money(random.nextLong() >>> 1, random.nextBoolean() ? "CNY" : "USD");
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        throw new AssertionError("say here how a " + type + " is sampled");
    }
}
