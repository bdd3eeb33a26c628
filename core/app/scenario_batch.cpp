#include "core/app/batch_actions.hpp"
#include "core/app/errors.hpp"
#include "core/app/scenario_run.hpp"
#include "core/runtime/batch_chunks.hpp"
#include "core/values/money.hpp"

#include <algorithm>
#include <sstream>

namespace gongdao {

namespace {

Error misunderstood(const ScenarioLine& line) {
    return fail(errors::scenario_syntax, {line.text}, {.line = line.number});
}

std::string word(const ScenarioLine& line, std::size_t index) {
    return index < line.words.size() ? line.words[index] : std::string{};
}

/// `失败 500元 户名不符`: the status, the amount where it is not the list's, the reason.
Result<BankAnswer> answer_of(const std::string& key, const std::string& text) {
    std::istringstream words{text};
    std::string status;
    words >> status;
    BankAnswer answer{.key = key, .status = payment_status(status), .reason = {}, .date = {}};
    for (std::string next; words >> next;) {
        const auto amount = parse_money(next);
        if (amount) {
            answer.amount_fen = amount->fen;
        } else {
            answer.reason += next;
        }
    }
    if (answer.status.empty()) return fail(errors::scenario_syntax, {key + "=" + text});
    return answer;
}

/// The lines of the pay list that the sentence does not name, under `其余`.
Result<void>
add_others(Node& node, const BatchTarget& target, BankReturn& bank, BankAnswer others) {
    const auto items = stored_items(node.store(), node.org(), target.stream);
    if (!items) return items.error();
    const auto named = bank.answers;
    for (const auto& line : pay_lines(*items, target.definition().amount)) {
        const bool known = std::any_of(named.begin(), named.end(), [&](const BankAnswer& answer) {
            return answer.key == line.key;
        });
        others.key = line.key;
        if (!known) bank.answers.push_back(others);
    }
    return {};
}

} // namespace

Result<void> ScenarioRun::bank_returns(const ScenarioLine& line, std::size_t first) {
    const auto state = case_named(word(line, first + 2));
    if (!state) return state.error();
    auto target = find_batch(county_.node(), state->stream.text());
    if (!target) return target.error();
    BankReturn bank{.file = "回盘", .sha256 = to_hex(sha256(line.text))};
    std::optional<BankAnswer> others;
    for (const auto& [name, text] : line.pairs) {
        if (name == "日期") {
            bank.bank_on = text;
            continue;
        }
        auto answer = answer_of(name, text);
        if (!answer) return misunderstood(line);
        if (name == "其余") {
            others = std::move(*answer);
        } else {
            bank.answers.push_back(std::move(*answer));
        }
    }
    if (others) {
        const auto added = add_others(county_.node(), *target, bank, *others);
        if (!added) return added.error();
    }
    BatchDesk desk{county_};
    const auto outcome = reconcile_batch(desk, *target, ActorId{word(line, first)}, bank);
    if (outcome && outcome->faults.empty()) return {};
    const auto refusal = outcome ? outcome->faults.front() : outcome.error();
    return fail(errors::scenario_refused, {both_languages(refusal)}, {.line = line.number});
}

Result<void> ScenarioRun::expect_return(const CaseState& state, const ScenarioLine& line) {
    const auto target = find_batch(county_.node(), state.stream.text());
    if (!target) return target.error();
    const auto items = stored_items(county_.node().store(), county_.node().org(), target->stream);
    if (!items) return items.error();
    const auto sums = payment_sums(target->state, pay_lines(*items, target->definition().amount));
    const auto what = word(line, 3);
    const auto found = what == "成功"   ? sums.paid
                       : what == "失败" ? sums.failed
                       : what == "未回" ? sums.open
                                        : -1;
    if (found < 0) return misunderstood(line);
    if (std::to_string(found) == word(line, 4)) return {};
    const auto count = std::to_string(found);
    return found_instead(line, {what + count + "笔", count + " " + what});
}

} // namespace gongdao
