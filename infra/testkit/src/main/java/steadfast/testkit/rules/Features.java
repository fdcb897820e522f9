package steadfast.testkit.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;

/**
 * The packages right below a service's own.
 *
 * @param features packages that do not depend on each other
 * @param shared packages that serve them
 */
record Features(String service, Set<String> features, Set<String> shared) {

    static Features of(String service, JavaClasses classes, Set<String> shared) {
        Set<String> features = new TreeSet<>();
        for (JavaClass one : classes) {
            String room = room(service, one);
            if (!room.isEmpty() && !shared.contains(room)) {
                features.add(room);
            }
        }
        return new Features(service, features, shared);
    }

    /** Returns the package that contains the class; empty if none does. */
    String of(JavaClass one) {
        return room(service, one);
    }

    boolean isFeature(JavaClass one) {
        return features.contains(of(one));
    }

    private static String room(String service, JavaClass one) {
        String name = one.getPackageName();
        if (!name.startsWith(service + ".")) {
            return "";
        }
        String below = name.substring(service.length() + 1);
        int end = below.indexOf('.');
        return end < 0 ? below : below.substring(0, end);
    }
}
