package steadfast.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import steadfast.database.UnmetNeed.Cure;

/** Evaluates the facts about a database, in sentences that name what was found and what to do. */
final class DatabaseSentences {

    /** 16 is the oldest version that the tests run on. */
    static final int OLDEST_VERSION = 160_000;

    private DatabaseSentences() {}

    /** For a role that owns its tables. */
    static List<UnmetNeed> unmet(DatabaseFacts facts) {
        List<UnmetNeed> unmet = ofServer(facts);
        if (isOldEnough(facts)) {
            addRights(unmet, facts);
            addTemporaryTables(unmet, facts);
        }
        return unmet;
    }

    /** For a role whose tables belong to another one. */
    static List<UnmetNeed> unmet(DatabaseFacts facts, DatabaseFacts owner) {
        List<UnmetNeed> unmet = ofServer(facts);
        if (!isOldEnough(facts)) {
            return unmet;
        }
        addTemporaryTables(unmet, facts);
        if (facts.role().equals(owner.role())) {
            unmet.add(ownerIsTheRoleItself(facts));
        } else if (owner.strangersTables() == null) {
            addRights(unmet, owner);
        } else {
            unmet.add(notTheOwner(owner));
        }
        return unmet;
    }

    private static boolean isOldEnough(DatabaseFacts facts) {
        return facts.versionNumber() >= OLDEST_VERSION;
    }

    private static UnmetNeed ownerIsTheRoleItself(DatabaseFacts facts) {
        return new UnmetNeed(
                "The tables' owner and the role that the service runs as are both %s: name another owner (and no user in the JDBC URL), or none."
                        .formatted(facts.role()),
                "表的所有者与服务运行所用的角色都是 %s：请指定另一个所有者（JDBC URL 中不要包含 user），或不指定所有者。"
                        .formatted(facts.role()),
                Cure.NEW_START);
    }

    private static UnmetNeed notTheOwner(DatabaseFacts owner) {
        return new UnmetNeed(
                "Tables of the database %1$s belong to %2$s, but the configured owner is %3$s: reassign owned by %2$s to %3$s."
                        .formatted(owner.database(), owner.strangersTables(), owner.role()),
                "数据库 %1$s 的表属于 %2$s，而指定的所有者是 %3$s：请执行 reassign owned by %2$s to %3$s。"
                        .formatted(owner.database(), owner.strangersTables(), owner.role()),
                Cure.FROM_OUTSIDE);
    }

    private static List<UnmetNeed> ofServer(DatabaseFacts facts) {
        List<UnmetNeed> unmet = new ArrayList<>();
        if (facts.versionNumber() < OLDEST_VERSION) {
            // Whatever else is wrong, another server is needed.
            unmet.add(
                    new UnmetNeed(
                            "The database %s runs on PostgreSQL %s, but 16 or newer is needed: move it to a newer server (pg_upgrade, or dump and restore)."
                                    .formatted(facts.database(), facts.version()),
                            "数据库 %s 运行在 PostgreSQL %s 上，需要 16 或更高版本：请迁移到更新的服务器（pg_upgrade，或导出后再导入）。"
                                    .formatted(facts.database(), facts.version()),
                            Cure.NEW_START));
            return unmet;
        }
        if (!facts.encoding().equals("UTF8")) {
            unmet.add(
                    new UnmetNeed(
                            "The database %s has the encoding %s, but UTF8 is needed: recreate it with ENCODING 'UTF8' TEMPLATE template0."
                                    .formatted(facts.database(), facts.encoding()),
                            "数据库 %s 的编码是 %s，需要 UTF8：请用 ENCODING 'UTF8' TEMPLATE template0 重新创建。"
                                    .formatted(facts.database(), facts.encoding()),
                            Cure.NEW_START));
        }
        if (facts.readOnly()) {
            unmet.add(
                    new UnmetNeed(
                            "The database %s is read-only: use its primary in the JDBC URL (several hosts with targetServerType=primary), or end the read-only mode."
                                    .formatted(facts.database()),
                            "数据库 %s 是只读的：请在 JDBC URL 中指定主库（可列出多个主机并加 targetServerType=primary），或取消只读模式。"
                                    .formatted(facts.database()),
                            Cure.FROM_OUTSIDE));
        }
        if (!facts.isolation().equals("read committed")) {
            unmet.add(
                    new UnmetNeed(
                            "Transactions in the database %s are '%s' by default, but 'read committed' is needed: alter role %s set default_transaction_isolation = 'read committed'."
                                    .formatted(facts.database(), facts.isolation(), facts.role()),
                            "数据库 %s 的默认事务隔离级别是 '%s'，需要 'read committed'：请执行 alter role %s set default_transaction_isolation = 'read committed'。"
                                    .formatted(facts.database(), facts.isolation(), facts.role()),
                            Cure.FROM_OUTSIDE));
        }
        return unmet;
    }

    private static void addRights(List<UnmetNeed> unmet, DatabaseFacts facts) {
        if (facts.schema() == null) {
            unmet.add(
                    missing(
                            facts,
                            "finds no schema on its search_path",
                            "的 search_path 上没有任何 schema",
                            "create schema … authorization " + facts.role()));
        } else if (!facts.mayCreate()) {
            unmet.add(
                    missing(
                            facts,
                            "may not create tables in the schema " + facts.schema(),
                            "无权在 schema %s 中建表".formatted(facts.schema()),
                            "grant create on schema %s to %s"
                                    .formatted(facts.schema(), facts.role())));
        }
        if (facts.closedTables() != null) {
            unmet.add(
                    missing(
                            facts,
                            "may not select, insert, update and delete in " + facts.closedTables(),
                            "无权在以下表中查询、插入、更新和删除：" + facts.closedTables(),
                            "grant select, insert, update, delete on all tables in schema %s to %s"
                                    .formatted(facts.schema(), facts.role())));
        }
    }

    private static void addTemporaryTables(List<UnmetNeed> unmet, DatabaseFacts facts) {
        if (!facts.mayUseTemporaryTables()) {
            unmet.add(
                    missing(
                            facts,
                            "may not create temporary tables",
                            "无权创建临时表",
                            "grant temporary on database %s to %s"
                                    .formatted(facts.database(), facts.role())));
        }
    }

    private static UnmetNeed missing(
            DatabaseFacts facts, String what, String whatInChinese, String statement) {
        return new UnmetNeed(
                "The role %s %s of the database %s: %s."
                        .formatted(facts.role(), what, facts.database(), statement),
                "数据库 %s 的角色 %s %s：请执行 %s。"
                        .formatted(facts.database(), facts.role(), whatInChinese, statement),
                Cure.FROM_OUTSIDE);
    }

    static UnmetNeed sharedSessions(DatabaseFacts facts) {
        return new UnmetNeed(
                "A pooler in front of the database %s gives each transaction another session, but advisory locks need one session per connection: set it to session mode, or connect to PostgreSQL directly."
                        .formatted(facts.database()),
                "数据库 %s 前面有一个事务模式的连接池，而咨询锁要求每个连接独占一个会话：请将其改为会话模式，或直接连接 PostgreSQL。"
                        .formatted(facts.database()),
                Cure.FROM_OUTSIDE);
    }

    /**
     * Returns the unmet need of a service without a configured user.
     *
     * @param service such as {@code order-service}
     */
    static UnmetNeed noUser(String service) {
        String variable = service.replace("-service", "").toUpperCase(Locale.ROOT) + "_JDBC_";
        return new UnmetNeed(
                "%1$sUSER is not set: set it to the role with which %2$s connects to its database, and %1$sPASSWORD to its password (infra/run credentials prints those of the PostgreSQL that infra/run starts)."
                        .formatted(variable, service),
                "未设置 %1$sUSER：请指定 %2$s 登录数据库所用的角色，并用 %1$sPASSWORD 指定其密码（infra/run credentials 会显示由 infra/run 启动的 PostgreSQL 的用户名和密码）。"
                        .formatted(variable, service),
                Cure.NEW_START);
    }

    static UnmetNeed refusal(String message) {
        return new UnmetNeed(
                "PostgreSQL refuses this service's connection: %s; create the database and the role, or correct the JDBC URL, user and password."
                        .formatted(message),
                "PostgreSQL 拒绝本服务连接：%s；请创建数据库和角色，或更正 JDBC URL、用户名和密码。".formatted(message),
                Cure.FROM_OUTSIDE);
    }

    static List<String> warnings(DatabaseFacts facts) {
        List<String> warnings = new ArrayList<>();
        if (facts.losesCommits()) {
            warnings.add(
                    "The database %s can lose acknowledged orders in a crash: set fsync and synchronous_commit to on."
                            .formatted(facts.database()));
        }
        return warnings;
    }

    /** Warns of a role that works with another one's tables. */
    static List<String> ownership(DatabaseFacts facts) {
        List<String> warnings = new ArrayList<>();
        if (facts.strangersTables() != null) {
            warnings.add(
                    "Tables of the database %s belong to %s, so a later version could not change them: grant %s to %s, or reassign owned."
                            .formatted(
                                    facts.database(),
                                    facts.strangersTables(),
                                    facts.strangersTables(),
                                    facts.role()));
        }
        return warnings;
    }
}
