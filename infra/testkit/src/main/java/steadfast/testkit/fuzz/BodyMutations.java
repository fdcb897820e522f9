package steadfast.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static steadfast.testkit.fuzz.Mutation.pick;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import steadfast.testkit.fuzz.ApiDescription.Operation;

/** Makes a body odd as a whole, whatever its form. */
final class BodyMutations {

    static final List<Mutation> ALL =
            List.of(
                    BodyMutations::empty,
                    BodyMutations::other,
                    BodyMutations::truncated,
                    BodyMutations::followed,
                    BodyMutations::otherEncoding,
                    BodyMutations::brokenUtf8,
                    BodyMutations::otherByte,
                    BodyMutations::large,
                    BodyMutations::chunked);

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Texts that a JSON reader of ours must not take for an object. */
    private static final List<String> OTHERS =
            List.of(
                    "null",
                    "[]",
                    "[[]]",
                    "7",
                    "\"x\"",
                    "true",
                    "{",
                    "}",
                    "'",
                    " ",
                    "\u0000",
                    "{]",
                    "{\"a\"}",
                    "{'a':1}",
                    "{/*a*/}",
                    "<a/>",
                    "a=b&c=%ZZ",
                    "[".repeat(2_000),
                    "{\"a\":".repeat(2_000),
                    "{\"" + "n".repeat(3_000) + "\":1}",
                    "\"" + "x".repeat(30_000));

    private static final List<byte[]> NO_UTF_8 =
            List.of(
                    new byte[] {(byte) 0xFF},
                    new byte[] {(byte) 0xC3, '('},
                    new byte[] {(byte) 0xC0, (byte) 0x80},
                    new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                    new byte[] {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                    new byte[] {(byte) 0x80},
                    new byte[] {0});

    private static final List<Charset> ENCODINGS =
            List.of(
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_16,
                    Charset.forName("UTF-32"),
                    Charset.forName("GB18030"));

    /** Sizes in bytes, up to more than a server reads of a body that does not say its length. */
    private static final List<Integer> LARGE = List.of(17_000, 70_000, 1_000_000);

    private BodyMutations() {}

    private static @Nullable Change empty(Draft draft, Operation operation, Random random) {
        draft.body(new byte[0]);
        return change("an empty body", operation, true);
    }

    private static @Nullable Change other(Draft draft, Operation operation, Random random) {
        String other = pick(OTHERS, random);
        draft.body(other.getBytes(UTF_8));
        return change("another body", operation, true);
    }

    private static @Nullable Change truncated(Draft draft, Operation operation, Random random) {
        byte[] body = draft.body();
        if (body.length == 0) {
            return null;
        }
        draft.body(Arrays.copyOf(body, random.nextInt(body.length)));
        return change("a truncated body", operation, true);
    }

    private static @Nullable Change followed(Draft draft, Operation operation, Random random) {
        String more = pick(List.of("{}", "x", ",", "\u0000", "}", "\uFEFF", "\n\n[]"), random);
        draft.body(joined(draft.body(), more.getBytes(UTF_8)));
        return change(
                "a body with something after it",
                operation,
                draft.body().length > more.getBytes(UTF_8).length);
    }

    private static @Nullable Change otherEncoding(Draft draft, Operation operation, Random random) {
        if (random.nextInt(3) == 0) {
            draft.body(joined(BYTE_ORDER_MARK, draft.body()));
            return change("a byte order mark", operation, false);
        }
        Charset encoding = pick(ENCODINGS, random);
        draft.body(new String(draft.body(), UTF_8).getBytes(encoding));
        return change("a body in " + encoding, operation, false);
    }

    private static @Nullable Change brokenUtf8(Draft draft, Operation operation, Random random) {
        byte[] body = draft.body();
        int at = random.nextInt(body.length + 1);
        ByteArrayOutputStream broken = new ByteArrayOutputStream();
        broken.write(body, 0, at);
        broken.writeBytes(pick(NO_UTF_8, random));
        broken.write(body, at, body.length - at);
        draft.body(broken.toByteArray());
        return change("bytes that are no UTF-8", operation, body.length > 0);
    }

    private static @Nullable Change otherByte(Draft draft, Operation operation, Random random) {
        byte[] body = draft.body();
        if (body.length == 0) {
            return null;
        }
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        draft.body(body);
        return change("one byte changed", operation, false);
    }

    private static @Nullable Change large(Draft draft, Operation operation, Random random) {
        byte[] spaces = new byte[LARGE.get(random.nextInt(LARGE.size()))];
        Arrays.fill(spaces, (byte) ' ');
        draft.body(joined(draft.body(), spaces));
        return change("a large body", operation, false);
    }

    private static @Nullable Change chunked(Draft draft, Operation operation, Random random) {
        draft.inChunks();
        return Change.harmless("a body in chunks");
    }

    private static Change change(String what, Operation operation, boolean noObject) {
        return noObject && operation.readsOurJson()
                ? Change.refused(what, null)
                : Change.any(what, null);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
