package steadfast.messaging.replay;

/** What a replay did with one dead letter. */
public sealed interface ReplayOutcome {

    /** It is on the first rung of its group's ladder, acknowledged by the broker. */
    record Replayed() implements ReplayOutcome {}

    /** It would be, were this not a dry run. */
    record WouldBeReplayed() implements ReplayOutcome {}

    /** It has died too often after a replay; it stays in the dead-letter topic for a person. */
    record Quarantined() implements ReplayOutcome {}

    /** An earlier replay sent it back, and it has not died since. */
    record AlreadyReplayed() implements ReplayOutcome {}

    /** Not written by the ladder, or changed by somebody; it stays in the dead-letter topic. */
    record Unreadable(String why) implements ReplayOutcome {}

    /** The broker does not take such a record on the rung; it stays in the dead-letter topic. */
    record CannotBeSent(String cause) implements ReplayOutcome {}

    /** Beyond the limit: for a later replay. */
    record Left() implements ReplayOutcome {}
}
