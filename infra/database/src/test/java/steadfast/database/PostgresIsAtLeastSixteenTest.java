package steadfast.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.database.UnmetNeed.Cure;

class PostgresIsAtLeastSixteenTest {

    @ParameterizedTest
    @CsvSource({"150007, 15.7", "90624, 9.6.24", "159999, 15.99"})
    void anOlderServerIsNamedWithTheVersionThatIsNeeded(int number, String version) {
        UnmetNeed need = DatabaseSentences.unmet(facts(number, version)).getFirst();

        assertThat(need.cure()).isEqualTo(Cure.NEW_START);
        assertThat(need.sentence())
                .startsWith(
                        "The database shop runs on PostgreSQL %s, but 16 or newer is needed"
                                .formatted(version));
    }

    @ParameterizedTest
    @CsvSource({"160000", "160010", "170006", "180001", "190000"})
    void sixteenAndNewerWillDo(int number) {
        assertThat(DatabaseSentences.unmet(facts(number, "?"))).isEmpty();
    }

    private static DatabaseFacts facts(int number, String version) {
        return new DatabaseFacts(
                number,
                version,
                "UTF8",
                false,
                "shop",
                "shop",
                "public",
                true,
                true,
                "read committed",
                false,
                null,
                null);
    }
}
