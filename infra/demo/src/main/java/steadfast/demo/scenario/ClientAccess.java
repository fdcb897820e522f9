package steadfast.demo.scenario;

import steadfast.client.ShopAccess;
import steadfast.launcher.shop.RunningShop;

/** What the client needs of a running shop. */
public final class ClientAccess {

    private ClientAccess() {}

    /** Returns its addresses and keys. */
    public static ShopAccess to(RunningShop shop) {
        return new ShopAccess(
                shop.order(),
                shop.fulfillment(),
                shop.reconciler(),
                shop.storefrontKey(),
                shop.operatorToken());
    }
}
