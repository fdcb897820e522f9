package steadfast.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL 18 in a process of its own, durable as in production ({@code fsync=on}). */
final class LocalDatabase implements TestDatabase {

    private final Path folder;
    private EmbeddedPostgres postgres;

    private LocalDatabase(Path folder) throws IOException {
        this.folder = folder;
        this.postgres = startAt(TestPorts.reserve());
    }

    static LocalDatabase start() {
        try {
            return new LocalDatabase(Files.createTempDirectory("test-postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String jdbcUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** Stops the server: what runs is cut off, and connections are refused. */
    @Override
    public void pause() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void resume() {
        try {
            postgres = startAt(postgres.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        pause();
        DeletedFolder.delete(folder);
    }

    private EmbeddedPostgres startAt(int port) throws IOException {
        try (PostgresPrograms programs = PostgresPrograms.lock()) {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(programs.folder().toFile())
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100")
                    .start();
        }
    }
}
