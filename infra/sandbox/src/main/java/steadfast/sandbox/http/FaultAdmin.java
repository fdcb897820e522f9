package steadfast.sandbox.http;

import java.util.Optional;
import java.util.function.IntSupplier;
import steadfast.sandbox.faults.FaultInjector;
import steadfast.sandbox.faults.Profile;
import steadfast.sandbox.protocol.MerchantResponse;

/** Shows the configured faults and changes them while the sandbox runs. */
public final class FaultAdmin {

    private static final int MAX_PROFILE_LENGTH = 50;

    private final FaultInjector faultInjector;
    private final IntSupplier inFlight;
    private final IntSupplier pending;

    /** Also shows how many calls are in flight and how many payments are pending. */
    public FaultAdmin(FaultInjector faultInjector, IntSupplier inFlight, IntSupplier pending) {
        this.faultInjector = faultInjector;
        this.inFlight = inFlight;
        this.pending = pending;
    }

    MerchantResponse show() {
        return MerchantResponse.ok(
                WeatherView.of(faultInjector, inFlight.getAsInt(), pending.getAsInt()));
    }

    /**
     * Takes {@code {"profile":"storm"}}, {@code {"down":true}} or both.
     *
     * @throws ApiException if it is anything else; then nothing has changed
     */
    MerchantResponse change(byte[] body) throws ApiException {
        JsonBody json = JsonBody.parse(body);
        Optional<Profile> profile =
                json.has("profile") ? Optional.of(profile(json)) : Optional.empty();
        Optional<Boolean> down =
                json.has("down") ? Optional.of(json.flag("down")) : Optional.empty();
        json.nothingElse();
        if (profile.isEmpty() && down.isEmpty()) {
            throw ApiException.badRequest("send a profile, or down, or both");
        }
        profile.ifPresent(faultInjector::change);
        down.ifPresent(isDown -> {
            if (isDown) {
                faultInjector.takeDown();
            } else {
                faultInjector.heal();
            }
        });
        return show();
    }

    private static Profile profile(JsonBody json) throws ApiException {
        return Profile.titled(json.text("profile", MAX_PROFILE_LENGTH))
                .orElseThrow(() -> ApiException.badRequest("profile must be " + Profile.titles()));
    }
}
