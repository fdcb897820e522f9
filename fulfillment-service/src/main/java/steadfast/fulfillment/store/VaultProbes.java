package steadfast.fulfillment.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import steadfast.fulfillment.lifecycle.CardId;

/** A sealed probe stored with the cards, by which a start recognises the keys that sealed them. */
@ApplicationScoped
public class VaultProbes {

    private final Database database;

    VaultProbes(Database database) {
        this.database = database;
    }

    /** A known text, sealed and fingerprinted like a card's code. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    public record Probe(CardId id, byte[] sealed, byte[] fingerprint) {}

    /** Returns whether keys were ever used on this database. */
    public Optional<Probe> find() {
        return database
                .query(
                        "select card_id, sealed, fingerprint from vault",
                        statement -> {},
                        row ->
                                new Probe(
                                        new CardId(row.getObject("card_id", UUID.class)),
                                        row.getBytes("sealed"),
                                        row.getBytes("fingerprint")))
                .stream()
                .findFirst();
    }

    /** Stores the probe, unless another instance has already stored one. */
    public void storeFirst(Probe probe) {
        database.update(
                "insert into vault (card_id, sealed, fingerprint) values (?, ?, ?) on conflict do nothing",
                statement -> {
                    statement.setObject(1, probe.id().value());
                    statement.setBytes(2, probe.sealed());
                    statement.setBytes(3, probe.fingerprint());
                });
    }

    /** Replaces this seal by a new one of the same probe, unless another instance was faster. */
    public void replaceSeal(Probe probe, byte[] sealed) {
        database.update(
                "update vault set sealed = ? where sealed = ?",
                statement -> {
                    statement.setBytes(1, sealed);
                    statement.setBytes(2, probe.sealed());
                });
    }

    /** Deletes the probe, if no card was ever sealed; then new keys may be made. */
    public boolean forgetUnused() {
        return database.update(
                        "delete from vault where not exists (select 1 from card)", statement -> {})
                > 0;
    }
}
