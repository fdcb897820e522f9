package steadfast.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.http.ProblemType.Text;

/**
 * The fault of a JSON body, described without class names and without the client's own data.
 *
 * @param field the path as {@code lines[0].quantity}; null if it is the whole body
 */
record UnreadableBody(ProblemType type, Text detail, @Nullable String field) {

    static UnreadableBody of(JsonProcessingException thrown) {
        String field =
                thrown instanceof JsonMappingException mapping ? path(mapping.getPath()) : null;
        if (constraint(thrown) instanceof StreamConstraintsException tooMuch) {
            return overLimit(tooMuch, field);
        }
        if (thrown instanceof MismatchedInputException
                || thrown instanceof ValueInstantiationException
                || thrown.getCause() instanceof InputCoercionException) {
            return field == null
                    ? new UnreadableBody(CommonProblem.MALFORMED_BODY, mismatch(thrown), null)
                    : new UnreadableBody(CommonProblem.INVALID_FIELD, mismatch(thrown), field);
        }
        return new UnreadableBody(CommonProblem.MALFORMED_BODY, malformed(thrown), field);
    }

    private static @Nullable Throwable constraint(JsonProcessingException thrown) {
        return thrown instanceof StreamConstraintsException ? thrown : thrown.getCause();
    }

    private static UnreadableBody overLimit(
            StreamConstraintsException thrown, @Nullable String field) {
        boolean whole = thrown.getOriginalMessage().startsWith("Document length");
        return new UnreadableBody(
                whole ? CommonProblem.TOO_LARGE : CommonProblem.MALFORMED_BODY,
                new Text(
                        "The JSON exceeds the limits on depth, length or size.",
                        "JSON 的层级、长度或大小超过限制。"),
                field);
    }

    private static Text mismatch(JsonProcessingException thrown) {
        return switch (thrown) {
            case UnrecognizedPropertyException e -> new Text("Unknown field.", "此处没有该字段。");
            case InvalidNullException e -> new Text("The field must not be null.", "该字段不能为 null。");
            case ValueInstantiationException e -> refusedByItsType(e);
            case InvalidFormatException e ->
                    new Text("The value has a wrong type or form.", "值的类型或格式不正确。");
            case MismatchedInputException e
                    when e.getOriginalMessage().startsWith("Missing required") ->
                    new Text("The field is missing.", "缺少该字段。");
            case MismatchedInputException e
                    when e.getOriginalMessage().startsWith("Trailing token") ->
                    new Text("Unexpected content after the JSON value.", "JSON 值之后还有多余内容。");
            default -> new Text("The value has a wrong type or form.", "值的类型或格式不正确。");
        };
    }

    /** Messages of our own value types are shown; all others stay internal. */
    private static Text refusedByItsType(ValueInstantiationException thrown) {
        return thrown.getCause() instanceof IllegalArgumentException own && own.getMessage() != null
                ? new Text(own.getMessage(), "该值不符合要求：" + own.getMessage())
                : new Text("The value is not allowed.", "不允许该值。");
    }

    private static Text malformed(JsonProcessingException thrown) {
        if (thrown instanceof StreamReadException
                && thrown.getOriginalMessage().startsWith("Duplicate field")) {
            return new Text("Duplicate field.", "字段重复出现。");
        }
        return thrown.getLocation() == null
                ? new Text("The body is not JSON.", "请求体不是 JSON。")
                : notJsonAt(thrown.getLocation().getLineNr(), thrown.getLocation().getColumnNr());
    }

    private static Text notJsonAt(int line, int column) {
        return new Text(
                "The body is not JSON at line " + line + ", column " + column + ".",
                "请求体在第 " + line + " 行第 " + column + " 列处不是 JSON。");
    }

    private static @Nullable String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.isEmpty() ? null : path.toString();
    }
}
