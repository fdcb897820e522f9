package steadfast.demo;

import steadfast.launcher.Program;
import steadfast.launcher.shop.LocalShop;

/** The program that {@code infra/run demo} calls once everything is built. */
public final class DemoMain {

    private DemoMain() {}

    public static void main(String[] arguments) {
        Program program = Program.ofThisProcess();
        System.exit(
                program.run(
                        arguments,
                        new DemoCommand(
                                new LocalShop(
                                        program.environment(),
                                        program.folders(),
                                        program.console(),
                                        program.clock()))));
    }
}
