package steadfast.system;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds, in the sources of what is delivered, names that are read outside of it. */
final class SourceNames {

    private static final Set<String> METER_TYPES =
            Set.of(
                    "Counter",
                    "DistributionSummary",
                    "FunctionCounter",
                    "Gauge",
                    "LongTaskTimer",
                    "MultiGauge",
                    "TimeGauge",
                    "Timer");
    private static final Set<String> METER_METHODS = Set.of("counter", "gauge", "summary", "timer");

    private final Set<String> constants = new TreeSet<>();
    private final Set<String> metrics = new TreeSet<>();
    private final Set<String> headers = new TreeSet<>();

    private SourceNames() {}

    static SourceNames under(Path root) throws IOException {
        SourceNames names = new SourceNames();
        MainSources.under(
                        root,
                        file ->
                                !file.contains("/infra/bench/")
                                        && !file.contains("/infra/testkit/"))
                .units()
                .forEach(names::read);
        return names;
    }

    /** The constants of each enum on a line; a name of an enum is a name of a class. */
    Collection<String> constants() {
        return constants;
    }

    /** As Micrometer knows them: {@code a.b}, which Prometheus reads as {@code a_b}. */
    Collection<String> metrics() {
        return metrics;
    }

    /** Kafka's headers. */
    Collection<String> headers() {
        return headers;
    }

    private void read(CompilationUnitTree unit) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                // The body of a constant is one without a name.
                if (type.getKind() == Tree.Kind.ENUM && !type.getSimpleName().isEmpty()) {
                    constants.add(constantsOf(type));
                }
                if (type.getSimpleName().toString().endsWith("Headers")) {
                    type.getMembers().forEach(SourceNames.this::readHeader);
                }
                return super.visitClass(type, null);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                readMeter(call);
                return super.visitMethodInvocation(call, null);
            }
        }.scan(unit, null);
    }

    private static String constantsOf(ClassTree type) {
        return type.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                // A constant has its enum's type and no initializer but the call that makes it.
                .filter(field ->
                        String.valueOf(field.getType()).equals(type.getSimpleName().toString())
                                && String.valueOf(field.getInitializer()).startsWith("new "))
                .map(field -> field.getName().toString())
                .collect(Collectors.joining(" "));
    }

    private void readHeader(Tree member) {
        if (member instanceof VariableTree field
                && field.getInitializer() instanceof LiteralTree literal
                && literal.getValue() instanceof String text) {
            headers.add(text);
        }
    }

    private void readMeter(MethodInvocationTree call) {
        if (call.getMethodSelect() instanceof MemberSelectTree select
                && !call.getArguments().isEmpty()
                && isOfMeter(select)) {
            ExpressionTree name = call.getArguments().getFirst();
            if (name instanceof LiteralTree literal && literal.getValue() instanceof String text) {
                metrics.add(text);
            }
        }
    }

    private static boolean isOfMeter(MemberSelectTree select) {
        String method = select.getIdentifier().toString();
        String receiver = String.valueOf(select.getExpression());
        return METER_METHODS.contains(method)
                || (method.equals("builder") && METER_TYPES.contains(receiver));
    }
}
