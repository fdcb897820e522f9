package steadfast.testkit;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** The database of the image {@code test.postgres.image}, such as {@code postgres:17}. */
final class ContainerDatabase implements TestDatabase {

    private static final String NAME = "postgres";

    private final PostgreSQLContainer container;

    private ContainerDatabase(PostgreSQLContainer container) {
        this.container = container;
    }

    static ContainerDatabase start() {
        PostgreSQLContainer container =
                new PostgreSQLContainer(System.getProperty("test.postgres.image", "postgres"))
                        .withDatabaseName(NAME)
                        .withUsername(NAME)
                        .withPassword(NAME);
        // Testcontainers would turn fsync off.
        container.setCommand("postgres", "-c", "fsync=on", "-c", "max_connections=100");
        container.start();
        return new ContainerDatabase(container);
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                .formatted(
                        container.getHost(),
                        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                        NAME,
                        NAME,
                        NAME);
    }

    /** Freezes the container: connections stay open, and requests get no answer. */
    @Override
    public void pause() {
        Freezer.freeze(container);
    }

    @Override
    public void resume() {
        Freezer.thaw(container);
    }

    @Override
    public void close() {
        container.stop();
    }
}
