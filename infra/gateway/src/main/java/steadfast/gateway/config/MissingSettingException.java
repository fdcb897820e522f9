package steadfast.gateway.config;

/** A gateway lacks something without which it can't be called. */
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
