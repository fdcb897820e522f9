package steadfast.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import steadfast.sandbox.bank.ChargeService;
import steadfast.sandbox.bank.EventStore;
import steadfast.sandbox.bank.Issuer;
import steadfast.sandbox.bank.LedgerState;
import steadfast.sandbox.bank.PayToken;
import steadfast.sandbox.callbacks.CallbackService;
import steadfast.sandbox.faults.Fates;
import steadfast.sandbox.faults.FaultInjector;
import steadfast.sandbox.faults.Latency;
import steadfast.sandbox.faults.ScriptedFaults;
import steadfast.sandbox.faults.SeededRandom;
import steadfast.sandbox.http.ApiKeyFilter;
import steadfast.sandbox.http.FaultAdmin;
import steadfast.sandbox.http.InFlight;
import steadfast.sandbox.http.RequestCodec;
import steadfast.sandbox.http.ResponseDispatcher;
import steadfast.sandbox.http.SandboxServer;
import steadfast.sandbox.journal.Journal;
import steadfast.sandbox.journal.StartException;

/** A running sandbox: the ledger, its journal, the faults and the server. */
final class Sandbox implements AutoCloseable {

    private static final long SETTLE_EVERY_MILLIS = 50;

    private final Vertx vertx;
    private final CallbackService callbacks;
    private final Journal journal;
    private final int port;
    private final int payments;
    private final Future<IOException> journalFailure;

    private Sandbox(
            Vertx vertx,
            CallbackService callbacks,
            Journal journal,
            int port,
            int payments,
            Future<IOException> journalFailure) {
        this.vertx = vertx;
        this.callbacks = callbacks;
        this.journal = journal;
        this.port = port;
        this.payments = payments;
        this.journalFailure = journalFailure;
    }

    /**
     * Reads the store and listens.
     *
     * @throws StartException if that can't be
     */
    static Sandbox start(SandboxOptions options, Clock clock)
            throws StartException, InterruptedException {
        LedgerState ledgerState = new LedgerState();
        CompletableFuture<IOException> failure = new CompletableFuture<>();
        Journal journal = Journal.open(options.store(), ledgerState::apply, failure::complete);
        int payments = ledgerState.payments().size();
        EventStore eventStore = new EventStore(ledgerState, journal);
        ChargeService chargeService =
                new ChargeService(
                        ledgerState.payments(), new Issuer(), eventStore, clock, new PayToken());
        FaultInjector faultInjector =
                new FaultInjector(
                        options.climate(),
                        new Fates(new Latency(options.latency()), options.pace()),
                        new SeededRandom(options.seed()),
                        new ScriptedFaults(ledgerState.scripts(), eventStore, clock),
                        clock);
        CallbackService callbacks =
                new CallbackService(
                        options.callbacks(),
                        ledgerState.payments(),
                        faultInjector,
                        journal::settled,
                        clock);
        eventStore.listen(callbacks::changed);
        InFlight inFlight = new InFlight();
        Vertx vertx = oneEventLoop();
        SandboxServer server =
                new SandboxServer(
                        vertx,
                        new ApiKeyFilter(options.apiKey()),
                        new RequestCodec(
                                ledgerState.ledger(),
                                new FaultAdmin(
                                        faultInjector,
                                        inFlight::size,
                                        ledgerState.payments()::pending),
                                callbacks),
                        faultInjector,
                        new ResponseDispatcher(
                                vertx,
                                chargeService,
                                inFlight,
                                journal::settled,
                                callbacks::takeFirst));
        try {
            HttpServer listening =
                    server.listen(options.host(), options.port())
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get();
            // Includes payments that were pending before a restart: they settle by the journal.
            vertx.setPeriodic(SETTLE_EVERY_MILLIS, tick -> chargeService.settleDue());
            return new Sandbox(
                    vertx, callbacks, journal, listening.actualPort(), payments, failure);
        } catch (ExecutionException e) {
            close(vertx, callbacks, journal);
            throw cannotListen(options, e.getCause() == null ? e : e.getCause());
        }
    }

    private static StartException cannotListen(SandboxOptions options, Throwable cause) {
        return new StartException(
                cause instanceof BindException
                        ? "port "
                                + options.port()
                                + " is taken by another program; choose one with --port or"
                                + " SANDBOX_PORT"
                        : "cannot listen on port " + options.port() + ": " + cause.getMessage(),
                cause);
    }

    /** Returns the port on which it listens. */
    int port() {
        return port;
    }

    /** Returns how many payments the store held. */
    int payments() {
        return payments;
    }

    /**
     * Waits until the journal can't be written any more, which never happens with a healthy disk.
     */
    IOException awaitFailure() throws InterruptedException, ExecutionException {
        return journalFailure.get();
    }

    @Override
    public void close() {
        close(vertx, callbacks, journal);
    }

    private static void close(Vertx vertx, CallbackService callbacks, Journal journal) {
        try {
            // The server first: its last responses are in the journal by then.
            vertx.close().toCompletionStage().toCompletableFuture().join();
            callbacks.close();
            journal.close();
        } catch (CompletionException | IOException e) {
            System.getLogger(Sandbox.class.getName())
                    .log(System.Logger.Level.WARNING, "the sandbox did not stop cleanly", e);
        }
    }

    private static Vertx oneEventLoop() {
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1)
                        .setFileSystemOptions(
                                new FileSystemOptions()
                                        .setFileCachingEnabled(false)
                                        .setClassPathResolvingEnabled(false)));
    }
}
