package steadfast.fulfillment.upload;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.logging.Logger;
import steadfast.fulfillment.upload.BoundedBodyReader.Ending;
import steadfast.fulfillment.upload.BoundedBodyReader.Limits;
import steadfast.fulfillment.vault.SealedTemporary;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemAnswers;
import steadfast.http.ProblemType;

/**
 * Receives complete bodies and processes each on a worker thread. A body that is still arriving
 * holds one of a limited number of places, but neither a thread nor a connection; without a free
 * place a request is refused at once with Retry-After.
 */
@Singleton
public class Uploads {

    private static final Logger LOG = Logger.getLogger(Uploads.class);

    private final ProblemAnswers answers;
    private final Slots imports;
    private final Slots changes;

    Uploads(UploadConfig config, ProblemAnswers answers) {
        this.answers = answers;
        this.imports = places("imports", config, config.imports(), config.maxImportBytes());
        this.changes = places("changes", config, config.changes(), config.maxChangeBytes());
    }

    /** The places of one kind, and the limits on their bodies. */
    private record Slots(Semaphore free, Limits limits) {}

    /** Receives an import's body. */
    public Uni<Response> receiveImport(
            RoutingContext context, Function<SealedTemporary, Response> work) {
        return receive(imports, context, work);
    }

    /** Receives the body of a void or a move. */
    public Uni<Response> receiveChange(
            RoutingContext context, Function<SealedTemporary, Response> work) {
        return receive(changes, context, work);
    }

    private Uni<Response> receive(
            Slots places, RoutingContext context, Function<SealedTemporary, Response> work) {
        Optional<UploadSlot> place = UploadSlot.of(places.free());
        if (place.isEmpty()) {
            new BoundedBodyReader(context, places.limits(), ending -> {}).refuse();
            return Uni.createFrom().item(problem(UploadProblem.TOO_MANY_UPLOADS, context));
        }
        context.addEndHandler(ended -> place.get().releaseUnlessWorking());
        return Uni.createFrom()
                .emitter(response ->
                        new BoundedBodyReader(
                                        context,
                                        places.limits(),
                                        ending -> {
                                            if (ending instanceof Ending.Whole(var body)) {
                                                work(body, work, place.get(), response);
                                            } else {
                                                response.complete(refusal(ending, context));
                                            }
                                        })
                                .begin());
    }

    /** Works on another thread, whether or not the client still waits for the answer. */
    private static void work(
            SealedTemporary body,
            Function<SealedTemporary, Response> work,
            UploadSlot slot,
            UniEmitter<? super Response> response) {
        slot.startWork();
        Runnable all =
                () -> {
                    try (body) {
                        response.complete(work.apply(body));
                    } catch (RuntimeException | Error e) {
                        response.fail(e);
                    } finally {
                        slot.release();
                    }
                };
        try {
            Infrastructure.getDefaultWorkerPool().execute(all);
        } catch (RejectedExecutionException e) {
            // The service stops.
            body.close();
            slot.release();
            response.fail(e);
        }
    }

    private Response refusal(Ending ending, RoutingContext context) {
        return switch (ending) {
            case Ending.TooLarge _ -> problem(CommonProblem.TOO_LARGE, context);
            case Ending.TooSlow _ -> problem(UploadProblem.UPLOAD_TOO_SLOW, context);
            case Ending.Whole _, Ending.BrokenOff _ ->
                    problem(UploadProblem.UPLOAD_BROKEN_OFF, context);
            case Ending.Refused _ -> problem(UploadProblem.TOO_MANY_UPLOADS, context);
            case Ending.NoRoom(Throwable cause) -> {
                LOG.errorf(cause, "an upload did not fit into the temporary folder");
                yield problem(CommonProblem.UNAVAILABLE, context);
            }
        };
    }

    private Response problem(ProblemType problem, RoutingContext context) {
        return answers.answer(problem, context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE))
                .build();
    }

    private static Slots places(String name, UploadConfig config, int atOnce, long maxBytes) {
        long windowMillis = config.rateWindow().toMillis();
        if (atOnce < 1 || maxBytes < 1 || windowMillis < 1 || config.minBytesPerSecond() < 0) {
            throw new IllegalArgumentException(
                    "steadfast.fulfillment.upload: %s, their bytes and the rate window must be above 0"
                            .formatted(name));
        }
        return new Slots(
                new Semaphore(atOnce),
                new Limits(
                        maxBytes,
                        config.rateWindow(),
                        config.minBytesPerSecond() * windowMillis / 1000,
                        Math.max(1, config.timeout().toMillis() / windowMillis)));
    }
}
