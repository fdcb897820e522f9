package steadfast.gateway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;

/** What a {@link Reply} says, whichever operation it answers. */
sealed interface Reading {
    /** A success with a JSON object whose meaning the operation still has to check. */
    record Document(JsonNode json) implements Reading {}

    /** The sandbox itself said that it knows no such payment. */
    record Absent() implements Reading {}

    /** The sandbox itself refused the refund. */
    record RefundDenied(String reason) implements Reading {}

    /** This call was definitely not taken. */
    record NotTaken(Refused refusal) implements Reading {}

    /** A request of ours that the sandbox rejects. */
    record Rejected(String cause) implements Reading {}

    /** Everything else proves nothing. */
    record Ambiguous(Unknown unknown) implements Reading {}
}
