package steadfast.testkit;

import org.testcontainers.containers.GenericContainer;

/** Freezes all processes of a container, as if its machine had hung. */
final class Freezer {

    private Freezer() {}

    static void freeze(GenericContainer<?> container) {
        container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
    }

    static void thaw(GenericContainer<?> container) {
        container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
    }
}
