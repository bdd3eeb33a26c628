#include "tests/bench/bench_node.hpp"

#include "core/app/files.hpp"
#include "tests/bench/figure.hpp"
#include "tests/bench/value_of.hpp"

#include <boost/json/object.hpp>

namespace gongdao::bench {

namespace {

inline constexpr ErrorKind not_here{
    "bench.not_here", ErrorClass::findings, "台架没有{0}", "the bench has no {0}"};

std::unique_ptr<SqliteStore>
store_in(const std::filesystem::path& folder, OpenMode mode, Durability durability) {
    const auto path = (folder / "engine.db").string();
    return value_of(SqliteStore::open(path, mode, {.durability = durability}));
}

/// About what a mediator fills in: the commands of the reference carry as many bytes.
const std::string summary(600, 'x');

constexpr int cases_per_group = 1'000;

} // namespace

class BenchNode::NoFunctions final : public FunctionBook {
public:
    Result<Document> call(std::string_view function, const Document&, Instant) const override {
        return fail(not_here, {std::string{function}});
    }
};

class BenchNode::NoJobs final : public Jobs {
public:
    bool offers(std::string_view) const override { return false; }

    Result<Document> run(std::string_view job, const Document&, const WorkContext&) override {
        return fail(not_here, {std::string{job}});
    }
};

BenchNode::BenchNode(std::filesystem::path folder, Watch watch)
    : folder_{std::move(folder)},
      watch_{watch},
      functions_{std::make_unique<NoFunctions>()},
      jobs_{std::make_unique<NoJobs>()} {}

BenchNode::BenchNode(const std::filesystem::path& folder, std::int64_t cases, Watch watch)
    : BenchNode{folder, watch} {
    open(Durability::off);
    found();
    add(cases);
    if (!folder_.empty()) open(Durability::full);
}

std::unique_ptr<BenchNode> BenchNode::reopened(const std::filesystem::path& folder, Watch watch) {
    auto node = std::unique_ptr<BenchNode>{new BenchNode{folder, watch}};
    node->open(Durability::full);
    return node;
}

BenchNode::~BenchNode() = default;

void BenchNode::open(Durability durability) {
    node_.reset();
    store_.reset();
    store_ = folder_.empty() ? value_of(SqliteStore::open_memory())
                             : store_in(folder_, OpenMode::create, durability);
    node_ = node_over(*store_);
    if (durability == Durability::full) value_of(store_->checkpoint_in_background());
}

std::unique_ptr<Node> BenchNode::node_over(SqliteStore& store) const {
    auto node = std::make_unique<Node>(
        OrgId{"330213"},
        NodeParts{
            .store = store.writer(),
            .rules = rules_,
            .expressions = expressions_,
            .functions = *functions_,
            .jobs = *jobs_,
            .effects = effects_}
    );
    value_of(node->recover());
    node->defer_rows();
    return node;
}

double BenchNode::seconds_to_restart(const std::filesystem::path& copy) const {
    for (const auto& entry : std::filesystem::directory_iterator{folder_}) {
        const auto name = entry.path().filename().string();
        // The index of the log is no file but shared memory, which a crash takes along.
        if (name.starts_with("engine.db") && !name.ends_with("-shm"))
            std::filesystem::copy_file(entry.path(), copy / name);
    }
    std::unique_ptr<SqliteStore> store;
    std::unique_ptr<Node> node;
    return seconds_of(
        [&] {
            store = store_in(copy, OpenMode::existing, Durability::full);
            node = node_over(*store);
            value_of(node->load_case(stream_of(1)));
        },
        watch_
    );
}

void BenchNode::forget_cached_cases() {
    value_of(node_->begin_group());
    node_->abandon_group();
}

Reply BenchNode::give(Command command) {
    if (command.id.empty()) command.id = CommandId{"b" + std::to_string(++commands_)};
    return value_of(node_->execute(command, now_));
}

void BenchNode::deploy(const std::string& pack, DocumentObject further) {
    const auto folder = std::filesystem::path{GONGDAO_SOURCE_DIR} / "tests/bench" / pack;
    for (const auto& [name, text] : value_of(read_pack_folder(folder)))
        further[name] = text;
    value_of(node_->begin_group());
    give(
        {.actor = system_actor,
         .kind = "deploy_pack",
         .members = DocumentObject{{"files", std::move(further)}}}
    );
    value_of(node_->commit_group());
}

void BenchNode::found() {
    value_of(node_->begin_group());
    const auto enter = [&](std::string register_id, DocumentObject values) {
        give(
            {.actor = system_actor,
             .kind = "set_entry",
             .members =
                 DocumentObject{
                     {"register", std::move(register_id)}, {"values", std::move(values)}}}
        );
    };
    enter("organisation", {{"code", "330213"}, {"name", "台架县总工会"}});
    value_of(node_->commit_group());
    deploy("workshop");
    value_of(node_->begin_group());
    enter(
        "user",
        {{"id", "clerk"},
         {"name", "经办"},
         {"organisation", "330213"},
         {"roles", "clerk@330213;administrator@330213"}}
    );
    value_of(node_->commit_group());
}

StreamId BenchNode::stream_of(std::int64_t which) {
    return stream_named_by("case", CommandId{"open-" + std::to_string(which)});
}

void BenchNode::add(std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        if (i % cases_per_group == 0) value_of(node_->begin_group());
        give(
            {.id = CommandId{"open-" + std::to_string(cases_ + i)},
             .actor = ActorId{"clerk"},
             .kind = "open_case",
             .pack = "workshop",
             .members =
                 DocumentObject{
                     {"facts",
                      DocumentObject{
                          {"worker", "职工" + std::to_string(cases_ + i)},
                          {"employer", "某某建设有限公司"},
                          {"owed_fen", 1'250'000},
                          {"headcount", 12},
                          {"visited_on", "2026-02-11"}}}}}
        );
        if (i % cases_per_group == cases_per_group - 1 || i == count - 1)
            value_of(node_->commit_group());
    }
    cases_ += count;
}

Command BenchNode::completion(std::int64_t which) {
    return {
        .actor = ActorId{"clerk"},
        .kind = "complete_task",
        .target = stream_of(which).text(),
        .members = DocumentObject{
            {"element", "handle"},
            {"values",
             DocumentObject{{"summary", summary}, {"headcount", commands_ % 1'000 + 1}}}}};
}

template <class Make>
double
BenchNode::in_groups(int count, int per_group, std::vector<double>* groups, const Make& make) {
    const auto seconds = seconds_of(
        [&] {
            for (int done = 0; done < count; done += per_group) {
                const auto group = seconds_of(
                    [&] {
                        value_of(node_->begin_group());
                        for (int i = 0; i < per_group; ++i)
                            make();
                        value_of(node_->commit_group());
                    },
                    watch_
                );
                if (groups != nullptr) groups->push_back(group);
            }
        },
        watch_
    );
    return count / seconds;
}

double BenchNode::complete(int count, int per_group, std::vector<double>* groups) {
    now_ = Instant{now_.milliseconds + 60'000};
    return in_groups(count, per_group, groups, [&] {
        sequence_ ^= sequence_ << 13U;
        sequence_ ^= sequence_ >> 7U;
        sequence_ ^= sequence_ << 17U;
        give(completion(static_cast<std::int64_t>(sequence_ % static_cast<std::uint64_t>(cases_))));
    });
}

double BenchNode::complete_one(std::int64_t which, int count, int per_group) {
    return in_groups(count, per_group, nullptr, [&] { give(completion(which)); });
}

double BenchNode::run_through(int count, int per_group) {
    return in_groups(count, per_group, nullptr, [&] {
        const CommandId id{"through-" + std::to_string(++commands_)};
        give({.id = id, .actor = ActorId{"clerk"}, .kind = "open_case", .pack = "workshop"});
        give(
            {.actor = ActorId{"clerk"},
             .kind = "complete_task",
             .target = stream_named_by("case", id).text(),
             .members =
                 DocumentObject{
                     {"element", "handle"}, {"values", DocumentObject{{"finished", true}}}}}
        );
    });
}

void BenchNode::lengthen(std::int64_t which, std::int64_t rows) {
    value_of(node_->begin_group());
    for (std::int64_t i = 1; i < rows; ++i)
        give(
            {.actor = ActorId{"clerk"},
             .kind = "add_note",
             .target = stream_of(which).text(),
             .members = DocumentObject{{"text", "电话联系"}}}
        );
    value_of(node_->commit_group());
}

} // namespace gongdao::bench
