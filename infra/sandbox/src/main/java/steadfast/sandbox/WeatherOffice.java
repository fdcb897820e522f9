package steadfast.sandbox;

import java.util.Optional;
import java.util.function.IntSupplier;

/** Shows the weather and changes it while the sandbox runs. */
final class WeatherOffice {

    private static final int MAX_PROFILE_LENGTH = 50;

    private final Weather weather;
    private final IntSupplier inFlight;
    private final IntSupplier pending;

    /** Also tells how many calls are in flight and how many payments are pending. */
    WeatherOffice(Weather weather, IntSupplier inFlight, IntSupplier pending) {
        this.weather = weather;
        this.inFlight = inFlight;
        this.pending = pending;
    }

    Answer show() {
        return Answer.ok(WeatherView.of(weather, inFlight.getAsInt(), pending.getAsInt()));
    }

    /**
     * Takes {@code {"profile":"storm"}}, {@code {"down":true}} or both.
     *
     * @throws ApiException if it is something else; nothing has changed then
     */
    Answer change(byte[] body) throws ApiException {
        JsonBody json = JsonBody.parse(body);
        Optional<Profile> profile =
                json.has("profile") ? Optional.of(profile(json)) : Optional.empty();
        Optional<Boolean> down =
                json.has("down") ? Optional.of(json.flag("down")) : Optional.empty();
        json.nothingElse();
        if (profile.isEmpty() && down.isEmpty()) {
            throw ApiException.badRequest("send a profile, or down, or both");
        }
        profile.ifPresent(weather::change);
        down.ifPresent(isDown -> {
            if (isDown) {
                weather.takeDown();
            } else {
                weather.heal();
            }
        });
        return show();
    }

    private static Profile profile(JsonBody json) throws ApiException {
        return Profile.titled(json.text("profile", MAX_PROFILE_LENGTH))
                .orElseThrow(() -> ApiException.badRequest("profile must be " + Profile.titles()));
    }
}
