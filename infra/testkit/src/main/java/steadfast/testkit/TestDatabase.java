package steadfast.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real PostgreSQL 18 in a process of its own, durable as in production ({@code fsync=on}). */
public final class TestDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path binaries;

    private TestDatabase(EmbeddedPostgres postgres, Path binaries) {
        this.postgres = postgres;
        this.binaries = binaries;
    }

    /** Starts a database on a free port with an empty data folder. */
    public static TestDatabase start() {
        try {
            // A folder of its own: a crash while unpacking would leave a broken shared cache
            // behind.
            Path binaries = Files.createTempDirectory("test-postgres");
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder()
                            .setOverrideWorkingDirectory(binaries.toFile())
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_connections", "100")
                            .start();
            return new TestDatabase(postgres, binaries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For user {@code postgres} without a password. */
    public String jdbcUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DeletedFolder.delete(binaries);
    }
}
