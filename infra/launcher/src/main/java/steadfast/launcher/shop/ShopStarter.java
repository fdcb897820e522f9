package steadfast.launcher.shop;

import java.util.Map;

/** Starts and stops a whole shop on this machine. */
public interface ShopStarter {

    /**
     * Starts everything and returns when all of it answers.
     *
     * @param environment variables that every process gets on top of our own
     */
    RunningShop start(Map<String, String> environment);

    /** Stops everything; does nothing if nothing runs. */
    void stop();

    /** Returns when the user asks us to end (Ctrl-C, SIGTERM). */
    void awaitSignal();
}
