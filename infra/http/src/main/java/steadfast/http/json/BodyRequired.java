package steadfast.http.json;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/** Refuses an empty body and a JSON null where an endpoint takes a body. */
@Provider
public class BodyRequired implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_BODY, null, new Text("The body is empty.", "请求体为空。"));
        }
        return body;
    }
}
