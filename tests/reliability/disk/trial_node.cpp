#include "tests/reliability/disk/trial_node.hpp"

#include "core/app/files.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <fstream>

namespace gongdao::testing {

namespace {

Command founding(std::string id, std::string kind, DocumentObject members) {
    return {
        .id = CommandId{"found-" + std::move(id)},
        .actor = system_actor,
        .kind = std::move(kind),
        .members = std::move(members)};
}

Command entry(const std::string& register_id, const std::string& key, DocumentObject values) {
    return founding(key, "set_entry", {{"register", register_id}, {"values", std::move(values)}});
}

} // namespace

Result<Document>
NotedEffects::deliver(std::string_view, const Document& payload, const WorkContext& context) {
    const auto text = canonical_text(payload);
    const auto [known, fresh] = delivered.try_emplace(context.idempotency_key, text);
    if (!fresh && known->second != text) changed.push_back(context.idempotency_key);
    return Document(DocumentObject{{"file", context.idempotency_key}});
}

Surroundings::Surroundings(const std::string& folder) : path{folder + "/county.db"} {
    // The store asks the real file system only whether there is a file at all.
    std::ofstream{path};
    const auto files = read_pack_folder(
        std::filesystem::path{GONGDAO_SOURCE_DIR} / "tests/reliability/visit-record"
    );
    DocumentObject texts;
    for (const auto& [name, text] : files.value())
        texts[name] = text;
    pack = std::move(texts);
}

TrialNode::TrialNode(Surroundings& around, Effects& effects, Durability durability)
    : around_{around}, effects_{effects}, durability_{durability} {}

Result<void> TrialNode::start() {
    auto store = SqliteStore::open(
        around_.path,
        OpenMode::create,
        {.durability = durability_,
         .checkpointing = Checkpointing::elsewhere,
         .vfs = MountedDisk::vfs()}
    );
    if (!store) return store.error();
    store_ = std::move(*store);
    auto checkpointer = store_->new_checkpointer();
    if (!checkpointer) return checkpointer.error();
    checkpointer_ = std::move(*checkpointer);
    node_ = std::make_unique<Node>(
        trial_org,
        NodeParts{
            .store = store_->writer(),
            .rules = around_.rules,
            .expressions = around_.expressions,
            .functions = around_.plugins,
            .jobs = around_.jobs,
            .effects = effects_}
    );
    return node_->recover();
}

Result<void> TrialNode::found(Instant now) {
    const std::string org = trial_org.text();
    const std::vector<Command> commands{
        entry("organisation", org, {{"code", org}, {"name", "长兴县总工会"}}),
        founding("pack", "deploy_pack", {{"files", around_.pack}}),
        entry(
            "user",
            "clerk",
            {{"id", "clerk"}, {"name", "经办"}, {"organisation", org}, {"roles", "clerk@" + org}}
        )};
    auto begun = node_->begin_group();
    if (!begun) return begun;
    for (const auto& command : commands) {
        const auto done = node_->execute(command, now);
        if (done) continue;
        node_->abandon_group();
        return done.error();
    }
    return node_->commit_group();
}

Result<void> TrialNode::copy_log() {
    const auto copied = checkpointer_->run();
    if (!copied) return copied.error();
    return {};
}

Result<void> TrialNode::copy_log_beside_reader(const std::function<void()>& meanwhile) {
    const auto reader = store_->new_reader();
    if (!reader) return reader.error();
    Result<void> copied;
    const auto read = (*reader)->scan("stream_state", [&](const Record&) {
        meanwhile();
        copied = copy_log();
        return false;
    });
    return read ? copied : read;
}

} // namespace gongdao::testing
