package steadfast.launcher.shop;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import steadfast.launcher.kafka.KafkaPart;
import steadfast.launcher.postgres.PostgresPart;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.secrets.CallbackSecrets;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.LocalGateway;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;

/**
 * Which processes a shop has.
 *
 * @param first they depend on nothing
 * @param services they need the first ones
 */
public record ProcessSpecs(List<ProcessSpec> first, List<ProcessSpec> services) {

    public ProcessSpecs {
        first = List.copyOf(first);
        services = List.copyOf(services);
    }

    /** All that the settings leave to us. */
    public static ProcessSpecs of(Settings settings, Folders folders) {
        List<ProcessSpec> first = new ArrayList<>();
        if (!settings.databases().atOwnServer()) {
            first.add(new PostgresPart(settings.postgresPort(), folders));
        }
        if (settings.ownKafka().isEmpty()) {
            first.add(new KafkaPart(settings.kafkaPort(), settings.kafkaControllerPort(), folders));
        }
        CallbackSecrets secrets = new CallbackSecrets(folders.callbackSecrets());
        for (LocalGateway gateway : settings.sandboxes()) {
            first.add(new SandboxPart(gateway, settings, folders, secrets));
        }
        return new ProcessSpecs(
                first,
                Arrays.stream(Service.values())
                        .<ProcessSpec>map(
                                service -> new ServicePart(service, settings, folders, secrets))
                        .toList());
    }

    /** Returns all but these services, which run elsewhere. */
    public ProcessSpecs without(Set<Service> leftOut) {
        Set<String> names = leftOut.stream().map(Service::folder).collect(toSet());
        return new ProcessSpecs(
                first,
                services.stream()
                        .filter(processSpec -> !names.contains(processSpec.name()))
                        .toList());
    }

    /** Only those of these names. */
    ProcessSpecs only(Set<String> names) {
        return new ProcessSpecs(
                first.stream().filter(processSpec -> names.contains(processSpec.name())).toList(),
                services.stream()
                        .filter(processSpec -> names.contains(processSpec.name()))
                        .toList());
    }

    /** In the order in which they start; they stop in the other. */
    public List<ProcessSpec> all() {
        return Stream.concat(first.stream(), services.stream()).toList();
    }
}
