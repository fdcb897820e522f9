package steadfast.messaging.replay;

/** The result of a replay for one dead letter. */
public sealed interface ReplayOutcome {

    /** It is on the first rung of its group's ladder, acknowledged by the broker. */
    record Replayed() implements ReplayOutcome {}

    /** It would be sent, but this is a dry run. */
    record WouldBeReplayed() implements ReplayOutcome {}

    /** It died too often after a replay; it stays in the dead-letter topic for a person. */
    record Quarantined() implements ReplayOutcome {}

    /** An earlier replay sent it, and it has not died since. */
    record AlreadyReplayed() implements ReplayOutcome {}

    /** Not written by the retry ladder, or changed since; it stays in the dead-letter topic. */
    record Unreadable(String why) implements ReplayOutcome {}

    /** The broker does not accept such a record on the rung; it stays in the dead-letter topic. */
    record CannotBeSent(String cause) implements ReplayOutcome {}

    /** Beyond the limit: left for a later replay. */
    record Left() implements ReplayOutcome {}
}
