package steadfast.messaging.needs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import steadfast.database.UnmetNeed;
import steadfast.database.UnmetNeed.Cure;
import steadfast.messaging.kafka.KafkaClients;

/** Evaluates the facts about Kafka, in sentences that name what was found and what to do. */
final class KafkaSentences {

    private static final String PROTOCOL_VARIABLE = "STEADFAST_MESSAGING_GROUP_PROTOCOL";
    private static final int DEEPEST = 20;

    /** The metadata that the engine writes with an offset, plus a margin for Kafka's own. */
    static final int OFFSET_METADATA_BYTES = 3_072;

    private KafkaSentences() {}

    static Optional<UnmetNeed> refusal(Throwable failure, KafkaClients clients) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            Optional<UnmetNeed> need = refusalItself(cause, clients);
            if (need.isPresent()) {
                return need;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static Optional<UnmetNeed> refusalItself(Throwable cause, KafkaClients clients) {
        String at = clients.servers();
        String message = String.valueOf(cause.getMessage());
        return switch (cause) {
            case UnsupportedVersionException _ ->
                    need(
                            Cure.NEW_START,
                            "Kafka at %s is too old for the clients used here (%s): move to"
                                    + " Kafka 4.0 or newer, or to 2.1 or newer with %s=classic.",
                            "%s 的 Kafka 对这里的客户端来说过旧（%s）：请升级到 Kafka 4.0 或更高版本，或使用 2.1 或更高版本并设置 %s=classic。",
                            at,
                            message,
                            PROTOCOL_VARIABLE);
            case InvalidReplicationFactorException _ ->
                    need(
                            Cure.FROM_OUTSIDE,
                            "Kafka at %s can't create topics with that many replicas (%s): start"
                                    + " more brokers, or set"
                                    + " STEADFAST_MESSAGING_REPLICATION_FACTOR to at most their"
                                    + " number.",
                            "%s 的 Kafka 无法创建这么多副本的主题（%s）：请启动更多 broker，或将 STEADFAST_MESSAGING_REPLICATION_FACTOR 设为不超过其数量的值。",
                            at,
                            message);
            case AuthenticationException _ ->
                    need(
                            Cure.FROM_OUTSIDE,
                            "Kafka at %s rejected this service's credentials (%s): correct"
                                    + " KAFKA_SECURITY_PROTOCOL and the KAFKA_SASL_ and"
                                    + " KAFKA_SSL_ variables.",
                            "%s 的 Kafka 拒绝了本服务的身份（%s）：请更正 KAFKA_SECURITY_PROTOCOL 以及 KAFKA_SASL_ 和 KAFKA_SSL_ 变量。",
                            at,
                            message);
            case AuthorizationException _ ->
                    need(
                            Cure.FROM_OUTSIDE,
                            "Kafka at %s denies this service's principal a required operation"
                                    + " (%s): allow it to create, describe, read and write its"
                                    + " topics, and to read its groups.",
                            "%s 的 Kafka 不允许本服务执行必要的操作（%s）：请授权其创建、描述、读取和写入主题，并读取消费组。",
                            at,
                            message);
            case PolicyViolationException _,
                    InvalidConfigurationException _,
                    InvalidPartitionsException _ ->
                    need(
                            Cure.FROM_OUTSIDE,
                            "Kafka at %s refuses to create a topic with the required settings"
                                    + " (%s): change its policy, or create the topic by hand.",
                            "%s 的 Kafka 拒绝按要求创建主题（%s）：请修改其策略，或手动创建该主题。",
                            at,
                            message);
            default -> Optional.empty();
        };
    }

    static List<UnmetNeed> unmet(BrokerFacts facts, KafkaClients clients) {
        List<UnmetNeed> unmet = new ArrayList<>();
        String wanted = clients.groupProtocolName();
        if (clients.groupProtocol() == GroupProtocol.CONSUMER && facts.groupVersion() < 1) {
            need(
                            Cure.FROM_OUTSIDE,
                            "Kafka at %s does not support groups of the new protocol (KIP-848;"
                                    + " its feature group.version is %d and must be 1): raise it"
                                    + " with kafka-features.sh upgrade --feature"
                                    + " group.version=1, or set %s=classic.",
                            "%s 的 Kafka 不支持新的消费组协议（KIP-848；其特性 group.version 为 %d，需要 1）：请用 kafka-features.sh upgrade --feature group.version=1 升级，或设置 %s=classic。",
                            clients.servers(),
                            facts.groupVersion(),
                            PROTOCOL_VARIABLE)
                    .ifPresent(unmet::add);
        } else if (!facts.groupProtocols().isEmpty() && !facts.groupProtocols().contains(wanted)) {
            need(
                            Cure.FROM_OUTSIDE,
                            "Kafka at %s accepts only groups of %s, but this service asks for"
                                    + " '%s': add it to group.coordinator.rebalance.protocols,"
                                    + " or set %s.",
                            "%s 的 Kafka 只接受 %s 协议的消费组，而本服务使用 '%s'：请将其加入 group.coordinator.rebalance.protocols，或设置 %s。",
                            clients.servers(),
                            facts.groupProtocols(),
                            wanted,
                            PROTOCOL_VARIABLE)
                    .ifPresent(unmet::add);
        }
        Integer metadata = facts.offsetMetadataBytes();
        if (metadata != null && metadata < OFFSET_METADATA_BYTES) {
            need(
                            Cure.FROM_OUTSIDE,
                            "Kafka at %s accepts %d bytes of metadata per commit, but %d are"
                                    + " needed: set the broker's offset.metadata.max.bytes to"
                                    + " 4096.",
                            "%s 的 Kafka 每次提交只接受 %d 字节的元数据，需要 %d：请将 broker 的 offset.metadata.max.bytes 设为 4096。",
                            clients.servers(),
                            metadata,
                            OFFSET_METADATA_BYTES)
                    .ifPresent(unmet::add);
        }
        return unmet;
    }

    /** Returns empty if the cause is not a setting but a name that can't be resolved yet. */
    static Optional<UnmetNeed> refusedSetting(Throwable failure, KafkaClients clients) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = String.valueOf(deepest.getMessage());
        if (message.contains("No resolvable bootstrap urls")) {
            return Optional.empty();
        }
        String named =
                Stream.of(
                                ConsumerConfig.configNames(),
                                ProducerConfig.configNames(),
                                AdminClientConfig.configNames())
                        .flatMap(Set::stream)
                        .filter(name -> clients.isSet(name) && message.contains(name))
                        .map(KafkaSentences::variable)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", "));
        boolean classicTakesIt = message.contains("group.protocol=CONSUMER");
        String variables = named.isEmpty() ? "KAFKA_…" : named;
        return need(
                Cure.NEW_START,
                "Kafka's clients reject a setting of this service (%s): remove or correct %s%s.",
                "Kafka 客户端拒绝了本服务的一项设置（%s）：请删除或更正 %s%s。",
                message,
                variables,
                classicTakesIt ? " or set " + PROTOCOL_VARIABLE + "=classic" : "");
    }

    static UnmetNeed tooFewCopies(String topic, int copies, int needed) {
        return new UnmetNeed(
                "Nothing can be written to the topic %s: it has %d of the %d replicas that min.insync.replicas requires; add replicas, or lower that setting."
                        .formatted(topic, copies, needed),
                "主题 %s 无法写入：它只有 %d 个副本，而 min.insync.replicas 要求 %d 个；请增加副本，或降低该设置。"
                        .formatted(topic, copies, needed),
                Cure.FROM_OUTSIDE);
    }

    static UnmetNeed anotherShop(String servers, String service, UUID owner, UUID ours) {
        return new UnmetNeed(
                "The topics at %s belong to another shop: %s there has the database %s, and this one has %s; give this shop its own Kafka, or, if it should replace the other one permanently, set STEADFAST_MESSAGING_TAKE_OVER_FROM=%s."
                        .formatted(servers, service, owner, ours, owner),
                "%s 的主题属于另一家商店：那里的 %s 使用数据库 %s，而本服务使用 %s；请为本商店配备独立的 Kafka，若确实要永久取代对方，请设置 STEADFAST_MESSAGING_TAKE_OVER_FROM=%s。"
                        .formatted(servers, service, owner, ours, owner),
                Cure.NEW_START);
    }

    static String topicsCreateThemselves(KafkaClients clients) {
        return "Kafka at %s creates topics automatically (auto.create.topics.enable), with settings other than the required ones: turn that off."
                .formatted(clients.servers());
    }

    static String anotherNameForTheProtocol(KafkaClients clients) {
        return "KAFKA_GROUP_PROTOCOL is not used here: %s sets the group protocol, and it is '%s'."
                .formatted(PROTOCOL_VARIABLE, clients.groupProtocolName());
    }

    static String otherSettings(List<String> differences, int named) {
        return "Topics differ from the settings that they are created with: %s%s; correct them with kafka-configs.sh unless this is intended."
                .formatted(
                        String.join(
                                ", ", differences.subList(0, Math.min(named, differences.size()))),
                        differences.size() > named
                                ? " and " + (differences.size() - named) + " more"
                                : "");
    }

    @SuppressWarnings("AnnotateFormatMethod") // two sentences share the arguments
    private static Optional<UnmetNeed> need(
            Cure cure, String sentence, String chinese, Object... found) {
        return Optional.of(
                new UnmetNeed(sentence.formatted(found), chinese.formatted(found), cure));
    }

    private static String variable(String setting) {
        return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
