package steadfast.gateway.config;

/** Thrown if a gateway lacks a setting that calls need. */
final class MissingSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String setting;

    MissingSettingException(String setting) {
        super(setting);
        this.setting = setting;
    }

    String setting() {
        return setting;
    }
}
