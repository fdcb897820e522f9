package steadfast.gateway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer.Misconfigured;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.NotPayable;

/** A {@link Reply} to any operation, as read. */
sealed interface SandboxReading {
    /** A success with a JSON object whose meaning the operation still has to check. */
    record Document(JsonNode json) implements SandboxReading {}

    /** The sandbox itself answered that it does not know the payment. */
    record Absent() implements SandboxReading {}

    /** The sandbox itself refused the refund. */
    record RefundDenied(String reason, GatewayError error) implements SandboxReading {}

    /** The sandbox itself refuses such payments; this call booked nothing. */
    record NotPayableThisWay(NotPayable why, GatewayError error) implements SandboxReading {}

    /** This call was definitely not accepted. */
    record NotTaken(Refused refusal) implements SandboxReading {}

    /** A request of ours that the sandbox rejects. */
    record Rejected(String what, @Nullable GatewayError error) implements SandboxReading {

        Misconfigured answer() {
            return error == null ? new Misconfigured(what) : Misconfigured.of(what, error);
        }
    }

    /** Everything else proves nothing. */
    record Ambiguous(Unknown unknown) implements SandboxReading {}
}
