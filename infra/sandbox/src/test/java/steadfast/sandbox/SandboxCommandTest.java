package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import steadfast.sandbox.protocol.Fault;

class SandboxCommandTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=abc",
                "--port=70000",
                "--latency-ms=-1",
                "--seed=x",
                "--weather=rain",
                "--fault=rain",
                "--fault=reset:0",
                "--fault=reset:101",
                "--fault=reset:",
                "--fault=reset,reset",
                "--fault=reset:60,busy:60",
                "--pace=0",
                "--pace=11",
                "--api-key= ",
                "--callback-url=ftp://127.0.0.1/",
                "--callback-url=/callbacks",
                "--callback-url=:",
                "--callback-secret= ",
                "--merchant= ",
                "--name=two words",
                "stray"
            })
    void aBadFlagIsSaidInOneLine(String flag) {
        Run run = run(Map.of("SANDBOX_STORE", store()), flag);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.complaint().lines()).hasSize(1);
        assertThat(run.complaint()).contains(flag.replaceAll("=.*", ""));
    }

    @Test
    void aBadVariableIsSaidInOneLine() {
        Run run = run(Map.of("SANDBOX_PORT", "abc"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.complaint().lines()).hasSize(1);
    }

    @Test
    void aTakenPortIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run =
                    run(
                            Map.of(
                                    "SANDBOX_STORE",
                                    store(),
                                    "SANDBOX_PORT",
                                    "" + taken.getLocalPort()),
                            "--name=alpha");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.complaint().lines()).hasSize(1);
            assertThat(run.complaint())
                    .contains("alpha: port " + taken.getLocalPort() + " is taken");
        }
    }

    @Test
    void aStoreThatCannotBeOpenedIsSaidInOneLine() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        Run run = run(Map.of(), "--port=0", "--store=" + file.resolve("store"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.complaint().lines()).hasSize(1);
        assertThat(run.complaint()).contains("cannot be opened");
    }

    @Test
    void theHelpNamesEveryFault() {
        StringWriter help = new StringWriter();

        int code =
                SandboxCommand.commandLine(Map.of())
                        .setOut(new PrintWriter(help, true))
                        .execute("--help");

        assertThat(code).isZero();
        assertThat(help.toString().replaceAll("\\s+", " ")).contains(Fault.titles());
    }

    private String store() {
        return folder.resolve("store").toString();
    }

    private record Run(int code, String complaint) {}

    private static Run run(Map<String, String> environment, String... arguments) {
        StringWriter complaints = new StringWriter();
        CommandLine command =
                SandboxCommand.commandLine(environment).setErr(new PrintWriter(complaints, true));
        return new Run(command.execute(arguments), complaints.toString());
    }
}
