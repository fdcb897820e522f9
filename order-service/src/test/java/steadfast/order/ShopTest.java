package steadfast.order;

import io.quarkus.test.common.QuarkusTestResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

/** A test against the running service with its real broker and database. */
@QuarkusTestResource(RealBrokerAndDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ShopTest {

    protected TestRecords records;
    protected Shop shop;

    @BeforeAll
    void open() {
        records = TestRecords.ofApplication();
        shop = new Shop(records);
    }

    @AfterAll
    void close() {
        records.close();
    }
}
