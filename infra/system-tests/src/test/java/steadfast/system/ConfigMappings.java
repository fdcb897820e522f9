package steadfast.system;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds every setting that a {@code @ConfigMapping} interface in the sources declares. */
final class ConfigMappings {

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+ (?:[\\w.#]+ )?([^}]*)}");

    /** An interface, where it was found. */
    private record Declared(CompilationUnitTree unit, ClassTree type) {}

    private final List<ConfigKey> found = new ArrayList<>();
    private final Map<String, Declared> interfaces = new HashMap<>();
    private final DocTrees docs;

    private ConfigMappings(DocTrees docs) {
        this.docs = docs;
    }

    /** Every setting under the folder, in the order of the keys. */
    static List<ConfigKey> under(Path root) throws IOException {
        // All of them: a group of settings may stand in a file of its own.
        MainSources sources = MainSources.under(root, file -> true);
        ConfigMappings mappings = new ConfigMappings(sources.docs());
        sources.units().forEach(mappings::collect);
        mappings.readMappings();
        return mappings.found.stream().sorted(Comparator.comparing(ConfigKey::key)).toList();
    }

    private void collect(CompilationUnitTree unit) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                if (type.getKind() == Tree.Kind.INTERFACE) {
                    Declared declared = new Declared(unit, type);
                    interfaces.put(packageOf(unit) + type.getSimpleName(), declared);
                }
                return super.visitClass(type, null);
            }
        }.scan(unit, null);
    }

    private void readMappings() {
        for (Declared declared : List.copyOf(interfaces.values())) {
            annotation(declared.type().getModifiers().getAnnotations(), "ConfigMapping")
                    .ifPresent(mapping ->
                            readInterface(argument(mapping, "prefix").orElse(""), declared));
        }
    }

    private static String packageOf(CompilationUnitTree unit) {
        return unit.getPackageName() + ".";
    }

    private void readInterface(String prefix, Declared declared) {
        for (Tree member : declared.type().getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                readSetting(prefix, method, declared.unit());
            }
        }
    }

    private void readSetting(String prefix, MethodTree method, CompilationUnitTree unit) {
        List<? extends AnnotationTree> annotations = method.getModifiers().getAnnotations();
        String name =
                annotation(annotations, "WithName")
                        .flatMap(given -> argument(given, "value"))
                        .orElseGet(() -> kebab(method.getName().toString()));
        String key = name.isEmpty() ? prefix : prefix + "." + name;
        if (annotation(annotations, "WithParentName").isPresent()) {
            key = prefix;
        }
        String type = method.getReturnType().toString();
        if (type.startsWith("Map<")) {
            key += ".<name>";
            type = type.substring(type.indexOf(',') + 1, type.length() - 1).strip();
        }
        Declared group =
                interfaces.get(packageOf(unit) + type.replaceAll("^Optional<(.*)>$", "$1"));
        if (group != null) {
            readInterface(key, group);
            return;
        }
        String byDefault =
                annotation(annotations, "WithDefault")
                        .flatMap(given -> argument(given, "value"))
                        .orElse("");
        found.add(new ConfigKey(key, byDefault, meaning(method, unit)));
    }

    private String meaning(MethodTree method, CompilationUnitTree unit) {
        TreePath path = docs.getPath(unit, method);
        DocCommentTree comment = docs.getDocCommentTree(path);
        if (comment == null) {
            return "";
        }
        StringBuilder sentence = new StringBuilder();
        comment.getFirstSentence().forEach(part -> sentence.append(part));
        String oneLine = sentence.toString().replaceAll("\\s+", " ").strip();
        return INLINE_TAG.matcher(oneLine).replaceAll("`$1`");
    }

    private static Optional<AnnotationTree> annotation(
            List<? extends AnnotationTree> annotations, String name) {
        return annotations.stream()
                .filter(one -> one.getAnnotationType().toString().endsWith(name))
                .map(one -> (AnnotationTree) one)
                .findFirst();
    }

    private static Optional<String> argument(AnnotationTree annotation, String name) {
        for (ExpressionTree argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree assignment
                    && assignment.getVariable().toString().equals(name)
                    && assignment.getExpression() instanceof LiteralTree literal) {
                return Optional.of(String.valueOf(literal.getValue()));
            }
            if (name.equals("value") && argument instanceof LiteralTree literal) {
                return Optional.of(String.valueOf(literal.getValue()));
            }
        }
        return Optional.empty();
    }

    /** SmallRye's default naming: {@code timeToLive} is {@code time-to-live}. */
    private static String kebab(String name) {
        return WORD_START.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
