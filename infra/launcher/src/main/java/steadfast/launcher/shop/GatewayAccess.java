package steadfast.launcher.shop;

import java.net.URI;

/**
 * The connection of a merchant to one of their payment gateways.
 *
 * @param name as the services' configuration has it
 * @param address without a path
 * @param key the merchant's credential
 */
public record GatewayAccess(String name, URI address, String key) {}
