package steadfast.local.launch;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which processes a shop has.
 *
 * @param first they depend on nothing
 * @param services they need the first ones
 */
record Parts(List<Part> first, List<Part> services) {

    Parts {
        first = List.copyOf(first);
        services = List.copyOf(services);
    }

    /** All that the settings leave to us. */
    static Parts of(Settings settings, Folders folders) {
        List<Part> first = new ArrayList<>();
        if (!settings.ownPostgres()) {
            first.add(new PostgresPart(settings.postgresPort(), folders));
        }
        if (settings.ownKafka().isEmpty()) {
            first.add(new KafkaPart(settings.kafkaPort(), settings.kafkaControllerPort(), folders));
        }
        CallbackSecrets secrets = new CallbackSecrets(folders.callbackSecrets());
        for (LocalGateway gateway : settings.sandboxes()) {
            first.add(new SandboxPart(gateway, settings, folders, secrets));
        }
        return new Parts(
                first,
                Arrays.stream(Service.values())
                        .<Part>map(service -> new ServicePart(service, settings, folders, secrets))
                        .toList());
    }

    /** All but these services, which somebody else runs. */
    Parts without(Set<Service> leftOut) {
        Set<String> names = leftOut.stream().map(Service::folder).collect(toSet());
        return new Parts(
                first, services.stream().filter(part -> !names.contains(part.name())).toList());
    }

    /** Only those of these names. */
    Parts only(Set<String> names) {
        return new Parts(
                first.stream().filter(part -> names.contains(part.name())).toList(),
                services.stream().filter(part -> names.contains(part.name())).toList());
    }

    /** In the order in which they start; they stop in the other. */
    List<Part> all() {
        return Stream.concat(first.stream(), services.stream()).toList();
    }
}
