package steadfast.launcher.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code infra/run} itself, in a clone whose Maven and JDK only write down how they are called. */
class RunScriptTest {

    private static final String SERVICE_POM =
            "<artifactId>steadfast-events</artifactId>\n<artifactId>steadfast-testkit</artifactId>\n";

    @TempDir private Path clone;
    private Path calls;

    private record Ended(int exitCode, String output) {

        String lastLine() {
            return output.lines().toList().getLast();
        }
    }

    @BeforeEach
    void aCloneWithThreeLibrariesAndSevenPrograms() throws Exception {
        calls = clone.resolve("calls");
        write("calls", "");
        write("infra/run", Files.readString(Path.of("../run")));
        write("infra/testing.sh", Files.readString(Path.of("../testing.sh")));
        write(
                "pom.xml",
                """
                <module>infra/events</module>
                <module>infra/launcher</module>
                <module>order-service</module>
                """);
        write("infra/events/src/test/java/EventTest.java", "");
        write("infra/launcher/src/test/java/RunIT.java", "");
        write("infra/events/pom.xml", "");
        write("infra/events/src/main/java/Event.java", "1");
        write("infra/testkit/pom.xml", "");
        for (String service : List.of("order", "payment", "fulfillment", "reconciler")) {
            write(service + "-service/pom.xml", SERVICE_POM);
            write(service + "-service/src/main/java/Flow.java", "1");
            write(service + "-service/target/quarkus-app/quarkus-run.jar", "");
        }
        write("infra/sandbox/pom.xml", "");
        write("infra/sandbox/src/main/java/Sandbox.java", "1");
        write(
                "infra/launcher/pom.xml",
                SERVICE_POM + "<artifactId>maven-failsafe-plugin</artifactId>\n");
        write("infra/launcher/src/main/java/Main.java", "1");
        write("infra/shop-client/pom.xml", "");
        write("infra/shop-client/src/main/java/Client.java", "1");
        write(
                "infra/demo/pom.xml",
                "<artifactId>steadfast-shop-client</artifactId>\n<artifactId>steadfast-launcher</artifactId>\n");
        write("infra/demo/src/main/java/Buyer.java", "1");
        // What a build leaves; the script takes old libraries away before it builds.
        script(
                "mvnw",
                """
                echo "maven $*" >>calls
                test ! -f broken || { echo '[ERROR] Flow.java:[1,1] no sense'; exit 1; }
                for module in launcher demo sandbox; do
                  mkdir -p infra/$module/target/lib infra/$module/target/kafka-lib
                  touch infra/$module/target/steadfast-$module-0.1.0.jar
                done
                """);
        write("jdk/release", "JAVA_VERSION=\"25.0.3\"\n");
        script("jdk/bin/javac", "");
        script("jdk/bin/java", "echo \"java ${@: -2}\" >>calls\n");
    }

    @Test
    void theSecondStartBuildsNothing() throws Exception {
        run("up", "--detach");
        run("up", "--detach");

        assertThat(builds())
                .hasSize(1)
                .first()
                .asString()
                .contains("order-service", "infra/launcher");
        assertThat(Files.readAllLines(calls)).endsWith("java up --detach", "java up --detach");
    }

    @Test
    void whatItWritesIsClosedToOthers() throws Exception {
        run("up");

        try (Stream<Path> written = Files.walk(clone.resolve(".steadfast"))) {
            assertThat(written)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(file)))
                                    .as("%s", file)
                                    .endsWith("------"));
        }
    }

    @Test
    void aChangeInAServiceBuildsThatServiceAlone() throws Exception {
        run("up");
        write("order-service/src/main/java/Flow.java", "2");

        run("up");

        assertThat(builds()).hasSize(2).last().asString().contains(" -pl order-service -am ");
    }

    @Test
    void aNewFileIsAChangeToo() throws Exception {
        run("up");
        write("payment-service/src/main/resources/db/V0101__more.sql", "");

        run("up");

        assertThat(builds()).hasSize(2).last().asString().contains(" -pl payment-service -am ");
    }

    @Test
    void aChangeInALibraryBuildsAllThatUseIt() throws Exception {
        run("up");
        write("infra/events/src/main/java/Event.java", "2");

        run("up");

        assertThat(builds())
                .hasSize(2)
                .last()
                .asString()
                .contains(
                        " -pl infra/launcher,order-service,payment-service,fulfillment-service,reconciler-service -am ");
    }

    @Test
    void theDemoIsBuiltOnlyForTheDemo() throws Exception {
        run("up");
        run("demo", "--exit");

        assertThat(builds()).hasSize(2);
        assertThat(builds().getFirst()).doesNotContain("infra/demo");
        assertThat(builds().getLast()).contains(" -pl infra/demo -am ");
        assertThat(Files.readAllLines(calls)).endsWith("java demo --exit");
    }

    @Test
    void aChangeInALibraryWithAHyphenBuildsWhatUsesIt() throws Exception {
        run("demo");
        write("infra/shop-client/src/main/java/Client.java", "2");

        run("demo");

        assertThat(builds()).hasSize(2).last().asString().contains(" -pl infra/demo -am ");
    }

    @Test
    void aChangedTestBuildsNothing() throws Exception {
        run("up");
        write("order-service/src/test/java/FlowTest.java", "");
        write("infra/testkit/src/main/java/Kit.java", "");

        run("up");

        assertThat(builds()).hasSize(1);
    }

    @Test
    void aFailedBuildShowsItsErrorsAndIsTriedAgain() throws Exception {
        write("broken", "");
        Ended failed = run("up");
        Files.delete(clone.resolve("broken"));
        Ended repaired = run("up");

        assertThat(failed.exitCode).isEqualTo(1);
        assertThat(failed.output).contains("Flow.java:[1,1] no sense").contains("build.log");
        assertThat(repaired.exitCode).isZero();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void aJdkOfAnotherVersionIsPassedOver() throws Exception {
        write("jdk/release", "JAVA_VERSION=\"17.0.1\"\n");

        Ended ended = run("jdk");

        assertThat(ended.output).doesNotContain(clone.toString());
    }

    @Test
    void theTestsEndWithTheirSumAndOldReportsDoNotCount() throws Exception {
        write("order-service/target/surefire-reports/TEST-old.xml", suite("old", "1", 90, 0));
        Files.setLastModifiedTime(
                clone.resolve("order-service/target/surefire-reports/TEST-old.xml"),
                java.nio.file.attribute.FileTime.fromMillis(0));
        testsReport(5, 3);

        Ended ended = run("test");

        assertThat(ended.exitCode).isZero();
        assertThat(ended.output)
                .contains("events                 5 tests in")
                .contains("launcher               3 tests in")
                .contains("The slowest classes:\n     61.2 s  launcher\n      1.5 s  events\n")
                .contains("Tested in 0 min 0");
        assertThat(ended.lastLine()).isEqualTo("Tests run: 8, Failures: 0, Errors: 0, Skipped: 1");
    }

    @Test
    void allIsBuiltOnceAndThenEachModuleThatHasTestsIsTestedByItself() throws Exception {
        testsReport(5, 3);

        run("test");

        assertThat(builds()).hasSize(3);
        assertThat(builds().getFirst()).contains(" verify deploy:deploy", "-DskipTests");
        assertThat(builds().subList(1, 3))
                .anySatisfy(events ->
                        assertThat(events)
                                .contains("-pl infra/events ", "surefire:test")
                                .doesNotContain("failsafe:"))
                .anySatisfy(launcher ->
                        assertThat(launcher)
                                .contains(
                                        "-pl infra/launcher ",
                                        "surefire:test failsafe:integration"));
    }

    @Test
    void oneTestOfOneModuleIsBuiltWithWhatItNeedsAndRunsHoweverLongItTakes() throws Exception {
        testsReport(5, 3);

        Ended ended = run("test", "events", "EventTest#one", "-Dsteadfast.walker.seed=7");

        assertThat(ended.lastLine()).isEqualTo("Tests run: 5, Failures: 0, Errors: 0, Skipped: 1");
        assertThat(builds()).hasSize(2);
        assertThat(builds().getFirst()).contains("-pl infra/events -am");
        assertThat(builds().getLast())
                .contains(
                        "surefire:test",
                        "-Dtest=EventTest#one",
                        "-Dtest.excludedGroups=",
                        "-Dsteadfast.walker.seed=7");
    }

    @Test
    void aJourneyIsRunByFailsafeAlone() throws Exception {
        testsReport(5, 3);

        run("test", "infra/launcher", "RunIT");

        assertThat(builds().getLast()).contains("failsafe:verify").doesNotContain("surefire:test");
    }

    @Test
    void aTestThatDoesNotExistIsSaid() throws Exception {
        Ended ended = run("test", "events", "NoSuchTest");

        assertThat(ended.exitCode).isEqualTo(1);
        assertThat(ended.output).contains("No test of infra/events is called NoSuchTest.");
    }

    @Test
    void aTestOfAnotherModuleIsFoundThereBeforeAnythingIsBuilt() throws Exception {
        Ended ended = run("test", "order-service", "EventTest#one");

        assertThat(ended)
                .isEqualTo(
                        new Ended(
                                1,
                                "No test of order-service is called EventTest. It is in"
                                        + " infra/events/src/test/java/EventTest.java.\n"));
        assertThat(builds()).isEmpty();
    }

    @Test
    void aModuleThatDoesNotExistIsOneLineThatNamesThoseThatDo() throws Exception {
        Ended ended = run("test", "event");

        assertThat(ended)
                .isEqualTo(
                        new Ended(
                                2,
                                "Unknown module 'event'; supported values: events launcher"
                                        + " order-service.\n"));
    }

    @Test
    void whatDoesNotCompileIsShownAndNothingIsTested() throws Exception {
        write("broken", "");

        Ended ended = run("test");

        assertThat(ended.exitCode).isEqualTo(1);
        assertThat(ended.output).contains("Flow.java:[1,1] no sense");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void failedTestsFailAreShownAndCounted() throws Exception {
        testsReport(5, 3);
        write("red", "");

        Ended ended = run("test");

        assertThat(ended.exitCode).isEqualTo(1);
        assertThat(ended.output)
                .contains("events                 FAILED")
                .contains("EventTest.one");
        assertThat(ended.lastLine()).isEqualTo("Tests run: 8, Failures: 0, Errors: 0, Skipped: 1");
    }

    @Test
    void aRunWithoutAnyTestIsNoSuccess() throws Exception {
        Ended ended = run("test");

        assertThat(ended.exitCode).isEqualTo(1);
        assertThat(ended.lastLine()).isEqualTo("Tests run: 0, Failures: 0, Errors: 0, Skipped: 0");
    }

    @Test
    void aServiceIsDevelopedBesideTheOthersWhichAreStoppedWithIt() throws Exception {
        run("dev", "order-service");

        assertThat(Files.readAllLines(calls).stream().skip(1))
                .satisfiesExactly(
                        up -> assertThat(up).isEqualTo("java --without order-service"),
                        environment ->
                                assertThat(environment).isEqualTo("java environment order-service"),
                        dev ->
                                assertThat(dev)
                                        .contains(
                                                "-Dquick -pl order-service -am compile",
                                                ":dev -Ddebug=5005"),
                        down -> assertThat(down).endsWith(" down"));
    }

    @Test
    void onlyAServiceCanBeDeveloped() throws Exception {
        Ended ended = run("dev", "sandbox");

        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.output.lines())
                .singleElement()
                .asString()
                .contains("order-service, payment-service");
    }

    @Test
    void theKeysetIsChangedByAProgramOfFulfillmentService() throws Exception {
        run("keyset", "rotate");

        assertThat(builds())
                .singleElement()
                .asString()
                .contains(" -pl infra/launcher,fulfillment-service -am ");
        assertThat(Files.readAllLines(calls)).endsWith("java keyset rotate");
    }

    @Test
    void aQuickBuildLeavesTheChecksOutAndCountsAsBuilt() throws Exception {
        run("build", "--quick");
        run("up");

        assertThat(builds()).singleElement().asString().contains(" -Dquick");
    }

    @Test
    void allCodeIsFormatted() throws Exception {
        run("format");

        assertThat(builds()).singleElement().asString().endsWith(" -q spotless:apply");
    }

    @Test
    void unknownCommandsAndFlagsAreOneLineAndExitTwo() throws Exception {
        Ended command = run("upp");
        Ended flag = run("test", "--everything");

        assertThat(command)
                .isEqualTo(
                        new Ended(
                                2,
                                "infra/run knows no command 'upp': infra/run help lists them.\n"));
        assertThat(flag.exitCode).isEqualTo(2);
        assertThat(flag.output.lines()).hasSize(1);
    }

    private List<String> builds() throws Exception {
        try (Stream<String> lines = Files.lines(calls)) {
            return lines.filter(line -> line.startsWith("maven")).toList();
        }
    }

    private Ended run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "infra/run"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(clone.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", clone.resolve("jdk").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("STEADFAST_"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private void write(String path, String text) throws Exception {
        Path file = clone.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void script(String path, String text) throws Exception {
        write(path, "#!/usr/bin/env bash\n" + text);
        Files.setPosixFilePermissions(
                clone.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** From now on Maven leaves reports when it is to run tests; a file "red" fails the events. */
    private void testsReport(int events, int launcher) throws Exception {
        script(
                "mvnw",
                """
                echo "maven $*" >>calls
                case "$*" in
                  *"-pl infra/events -D"*)
                    mkdir -p infra/events/target/surefire-reports
                    echo '%s' >infra/events/target/surefire-reports/TEST-a.xml
                    test ! -f red || { echo '[ERROR] EventTest.one:7 wrong'; exit 1; }
                    ;;
                  *"-pl infra/launcher -D"*)
                    mkdir -p infra/launcher/target/failsafe-reports
                    echo '%s' >infra/launcher/target/failsafe-reports/TEST-b.xml
                    ;;
                esac
                """
                        .formatted(
                                suite("events", "1.5", events, 1),
                                suite("launcher", "61.2", launcher, 0)));
    }

    private static String suite(String name, String seconds, int tests, int skipped) {
        return "<testsuite name=\"%s\" time=\"%s\" tests=\"%d\" errors=\"0\" skipped=\"%d\" failures=\"0\">"
                .formatted(name, seconds, tests, skipped);
    }
}
