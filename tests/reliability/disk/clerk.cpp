#include "tests/reliability/disk/clerk.hpp"

#include "core/runtime/replay.hpp"

#include <boost/json/object.hpp>

#include <map>

namespace gongdao::testing {

namespace {

constexpr std::size_t group_max = 4;
constexpr int due_per_group = 50;
constexpr std::size_t journal_max = 1'000'000;

std::string in_english(const Error& error) { return sentence(error, Language::english); }

bool equal(const Reply& one, const Reply& other) {
    return one.stream == other.stream && one.seq == other.seq && one.number == other.number;
}

} // namespace

int Clerk::acknowledged() const {
    int count = 0;
    for (const auto& given : given_)
        count += given.reply ? 1 : 0;
    return count;
}

std::size_t Clerk::new_command() {
    const auto number = given_.size();
    Command command{.id = CommandId{"c" + std::to_string(number)}, .actor = ActorId{"clerk"}};
    const auto choice = random_() % 4;
    if (open_cases_.empty() || choice < 2) {
        command.kind = "open_case";
        command.pack = "visit-record";
        command.members = DocumentObject{{"facts", DocumentObject{{"worker", command.id.text()}}}};
    } else if (choice == 2) {
        command.kind = "add_note";
        command.target = open_cases_[random_() % open_cases_.size()];
        command.members = DocumentObject{{"text", command.id.text()}};
    } else {
        command.kind = "complete_task";
        command.target = open_cases_.back();
        open_cases_.pop_back();
        command.members = DocumentObject{
            {"element", "handle"}, {"values", DocumentObject{{"result", "settled"}}}};
    }
    given_.push_back({.command = std::move(command), .reply = {}});
    return number;
}

std::vector<std::size_t> Clerk::next_group() {
    auto group = std::move(unanswered_);
    const auto count = 1 + random_() % group_max;
    while (group.size() < count)
        group.push_back(new_command());
    unanswered_ = group;
    return group;
}

void Clerk::take(const std::vector<std::size_t>& group, const std::vector<Reply>& replies) {
    for (std::size_t i = 0; i < replies.size(); ++i) {
        auto& given = given_[group[i]];
        given.reply = replies[i];
        if (given.command.kind == "open_case") open_cases_.push_back(replies[i].stream.text());
    }
    unanswered_.clear();
}

Result<void> Clerk::work(Node& node, Instant now, Acknowledging acknowledging) {
    const auto group = next_group();
    auto begun = node.begin_group();
    if (!begun) return begun;
    std::vector<Reply> replies;
    std::vector<std::size_t> answered;
    for (const auto number : group) {
        const auto reply = node.execute(given_[number].command, now);
        if (reply) {
            answered.push_back(number);
            replies.push_back(*reply);
        } else if (node.stopped_by() == nullptr) {
            refused_.push_back(given_[number].command.id.text() + ": " + in_english(reply.error()));
        }
    }
    const auto done = node.do_due_work(now, due_per_group);
    if (!done && node.stopped_by() == nullptr) {
        node.abandon_group();
        return done.error();
    }
    if (acknowledging == Acknowledging::before_commit) take(answered, replies);
    auto committed = node.commit_group();
    if (!committed) return committed;
    if (acknowledging == Acknowledging::after_commit) take(answered, replies);
    return {};
}

void Clerk::compare_replies(Node& node, Instant now, std::vector<std::string>& faults) const {
    const auto begun = node.begin_group();
    if (!begun) faults.push_back("no group can be begun: " + in_english(begun.error()));
    if (!begun) return;
    for (const auto& given : given_) {
        if (!given.reply) continue;
        const auto& id = given.command.id.text();
        const auto again = node.execute(given.command, now);
        if (!again) {
            faults.push_back("lost " + id + ": " + in_english(again.error()));
        } else if (!again->repeated) {
            faults.push_back("lost " + id + ": it was carried out anew");
        } else if (!equal(*again, *given.reply)) {
            faults.push_back("changed " + id + ": another reply");
        }
    }
    node.abandon_group();
}

void Clerk::look_at_journal(
    Node& node, const NotedEffects& effects, std::vector<std::string>& faults
) const {
    const auto rows = node.store().journal_after(0, journal_max);
    if (!rows) faults.push_back("the journal cannot be read: " + in_english(rows.error()));
    if (!rows) return;
    std::map<std::string, int> rows_of_command;
    std::map<std::string, int> rows_of_stream;
    for (const auto& row : *rows) {
        ++rows_of_command[row.command_id.text()];
        ++rows_of_stream[row.stream.text()];
    }
    for (const auto& given : given_) {
        const auto count = rows_of_command[given.command.id.text()];
        if (count > 1) faults.push_back("twice " + given.command.id.text());
    }
    for (const auto& [key, payload] : effects.delivered) {
        if (!rows_of_stream.contains(key.substr(0, key.find('#'))))
            faults.push_back("lost what asked for the effect " + key);
    }
    for (const auto& key : effects.changed)
        faults.push_back("the effect " + key + " came with two payloads");
}

std::vector<std::string>
Clerk::look_for_faults(Node& node, const NotedEffects& effects, Instant now) {
    std::vector<std::string> faults;
    for (const auto& refusal : refused_)
        faults.push_back("refused " + refusal);
    compare_replies(node, now, faults);
    look_at_journal(node, effects, faults);
    const auto written = node.write_rows();
    if (!written) faults.push_back("rows cannot be written: " + in_english(written.error()));
    const auto verified = verify(node.store());
    if (!verified) {
        faults.push_back("verification fails: " + in_english(verified.error()));
        return faults;
    }
    for (const auto& fault : verified->faults)
        faults.push_back("verification finds: " + in_english(fault));
    return faults;
}

} // namespace gongdao::testing
