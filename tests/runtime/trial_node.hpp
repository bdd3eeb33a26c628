#pragma once

#include "core/access/file_vault.hpp"
#include "core/app/adapters.hpp"
#include "core/app/files.hpp"
#include "core/app/read_only_store.hpp"
#include "core/rules/lua_expressions.hpp"
#include "core/rules/script_jobs.hpp"
#include "core/runtime/node.hpp"
#include "core/runtime/replay.hpp"
#include "db/sqlite/sqlite_store.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json/object.hpp>

namespace gongdao::testing {

inline constexpr ErrorKind no_function{
    "test.no_function", ErrorClass::findings, "没有函数{0}", "no function {0}"};

/// A node with a pack of this folder, a clerk, and a guest, on a store in a file. Its jobs, where
/// it has any, outlive it.
class TrialNode {
public:
    explicit TrialNode(
        std::string pack = "letterbox",
        Jobs* jobs = nullptr,
        std::vector<std::string> job_names = {}
    )
        : pack_{std::move(pack)}, jobs_{jobs}, job_names_{std::move(job_names)} {
        must(FileVault::create(folder_.path() / "keys"));
        vault_ = must(FileVault::load(folder_.path() / "keys"));
        open();
        as("system", "set_entry", {{"register", "organisation"}, {"values", county}});
        enter("root=administrator");
        const auto files = must(
            read_pack_folder(std::filesystem::path{GONGDAO_SOURCE_DIR} / "tests/runtime" / pack_)
        );
        DocumentObject texts;
        for (const auto& [name, text] : files)
            texts[name] = text;
        as("root", "deploy_pack", {{"files", texts}});
        for (const auto* person : {"li=clerk", "wang=clerk", "guest=guest"})
            enter(person);
    }

    void close() {
        node_.reset();
        store_.reset();
    }

    void reopen() {
        close();
        open();
    }

    [[nodiscard]] Node& node() { return *node_; }

    [[nodiscard]] std::string path() const { return (folder_.path() / "gongdao.db").string(); }

    [[nodiscard]] FileVault& vault() { return *vault_; }

    [[nodiscard]] StoreWriter& store() { return store_->writer(); }

    void wait_until(std::string_view time) { now_ = must(parse_instant(time)); }

    [[nodiscard]] Instant now() const { return now_; }

    /// One command in a group of its own; its id is the words that give it, unless named.
    Result<Reply> give(
        const std::string& who, const std::string& what, DocumentObject members, std::string id = {}
    ) {
        Command command{.actor = ActorId{who}, .kind = what, .members = std::move(members)};
        auto& given = command.members.as_object();
        if (const auto target = find_text(command.members, "case")) command.target = *target;
        given.erase("case");
        if (what == "open_case") command.pack = pack_;
        command.id = CommandId{id.empty() ? "t" + std::to_string(++commands_) : id};
        must(node_->begin_group());
        auto reply = node_->execute(command, now_);
        const auto committed = node_->commit_group();
        if (reply && !committed) return committed.error();
        return reply;
    }

    /// The same, where it must succeed.
    Reply as(const std::string& who, const std::string& what, DocumentObject members) {
        return must(give(who, what, std::move(members)));
    }

    int settle() {
        must(node_->begin_group());
        const auto done = must(node_->do_due_work(now_, 1'000));
        must(node_->commit_group());
        return done;
    }

    [[nodiscard]] std::size_t rows(const std::string& table) {
        return must(store().select({.table = table, .limit = 1'000})).size();
    }

    [[nodiscard]] Verification verified() {
        auto reader = must(store_->new_reader());
        return must(verify(
            *reader, {.public_key = vault_->public_key(), .signature_holds = &signature_holds}
        ));
    }

private:
    class NoFunctions final : public FunctionBook {
    public:
        Result<Document> call(std::string_view function, const Document&, Instant) const override {
            return fail(no_function, {std::string{function}});
        }
    };

    class NoJobs final : public Jobs {
    public:
        bool offers(std::string_view) const override { return false; }

        Result<Document> run(std::string_view job, const Document&, const WorkContext&) override {
            return fail(no_function, {std::string{job}});
        }
    };

    void open() {
        store_ = must(SqliteStore::open(path(), OpenMode::create));
        node_ = std::make_unique<Node>(
            OrgId{"330213"},
            NodeParts{
                .store = store_->writer(),
                .rules = rules_,
                .expressions = expressions_,
                .functions = functions_,
                .jobs = jobs_ == nullptr ? static_cast<Jobs&>(script_jobs_) : *jobs_,
                .effects = effects_,
                .vault = vault_.get(),
                .job_names = job_names_}
        );
        must(node_->recover());
    }

    void enter(const std::string& person) {
        const auto id = person.substr(0, person.find('='));
        as("system",
           "set_entry",
           {{"register", "user"},
            {"values",
             DocumentObject{
                 {"id", id},
                 {"name", id},
                 {"organisation", "330213"},
                 {"roles", person.substr(person.find('=') + 1) + "@330213"}}}});
    }

    inline static const DocumentObject county{{"code", "330213"}, {"name", "试验县总工会"}};

    std::string pack_;
    Jobs* jobs_;
    std::vector<std::string> job_names_;
    TemporaryFolder folder_;
    Instant now_ = must(parse_instant("2026-03-02T09:00"));
    int commands_ = 0;
    std::unique_ptr<FileVault> vault_;
    LuaRuleLoader rules_;
    LuaExpressions expressions_;
    NoFunctions functions_;
    NoJobs no_jobs_;
    ScriptJobs script_jobs_{no_jobs_};
    NoEffects effects_;
    std::unique_ptr<SqliteStore> store_;
    std::unique_ptr<Node> node_;
};

} // namespace gongdao::testing
