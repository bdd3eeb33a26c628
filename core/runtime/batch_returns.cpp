#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batch_errors.hpp"
#include "core/runtime/batch_payments.hpp"
#include "core/runtime/errors.hpp"
#include "core/values/money.hpp"
#include "core/values/two_languages.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <set>

namespace gongdao {

namespace {

/// Looks rows up by line number or by key.
class LineFinder {
public:
    explicit LineFinder(const std::vector<PayLine>& lines) : lines_{lines} {
        for (const auto& line : lines)
            by_key_.emplace(line.key, line.serial);
    }

    [[nodiscard]] Result<const PayLine*> find(const BankAnswer& answer) const {
        const auto named = by_key_.find(answer.key);
        const auto count = static_cast<std::int64_t>(lines_.size());
        auto serial = answer.serial;
        if (!serial && named != by_key_.end()) serial = named->second;
        if (!serial || *serial < 1 || *serial > count)
            return fail(errors::return_line_unknown, {name_of(answer)});
        const auto& line = lines_[static_cast<std::size_t>(*serial - 1)];
        if (!answer.key.empty() && answer.key != line.key) {
            return fail(errors::return_line_mixed, {std::to_string(*serial), line.key, answer.key});
        }
        return &line;
    }

    [[nodiscard]] static std::string name_of(const BankAnswer& answer) {
        if (!answer.key.empty()) return answer.key;
        return answer.serial ? std::to_string(*answer.serial) : std::string{};
    }

private:
    const std::vector<PayLine>& lines_;
    std::map<std::string, std::int64_t> by_key_;
};

/// Whether the row agrees with the list and with what is known of its line.
Result<std::optional<PaymentAnswer>>
news_of(const BatchState& batch, const PayLine& line, const BankAnswer& answer, CivilDate today) {
    if (answer.amount_fen && *answer.amount_fen != line.amount_fen) {
        return fail(
            errors::return_amount_differs,
            {line.key, to_display(Money{*answer.amount_fen}), to_display(Money{line.amount_fen})}
        );
    }
    if (!answer.date.empty() && answer.date > to_text(today))
        return fail(errors::return_date_future, {line.key, answer.date, to_text(today)});
    if (answer.status == "pending") return std::nullopt;
    const bool back = answer.status == "returned";
    if (!back && answer.status != "paid" && answer.status != "failed")
        return fail(errors::return_status_unknown, {line.key, answer.status});
    const auto status = answer.status == "paid" ? PaymentStatus::paid : PaymentStatus::failed;
    const auto known = batch.answers.find(line.serial);
    if (known != batch.answers.end()) {
        if (known->second.status == status) return std::nullopt;
        if (!back) return fail(errors::return_contradicts, {line.key});
    }
    if (status == PaymentStatus::paid) return PaymentAnswer{.status = status, .reason = {}};
    const auto reason = !back                   ? answer.reason
                        : answer.reason.empty() ? std::string{"退汇"}
                                                : "退汇：" + answer.reason;
    return PaymentAnswer{.status = status, .reason = reason};
}

std::vector<BankAnswer> answers_of(const Command& command) {
    std::vector<BankAnswer> answers;
    const auto* given = find(command.members, "answers");
    const auto* list = given == nullptr ? nullptr : given->if_array();
    if (list == nullptr) return answers;
    for (const auto& row : *list) {
        answers.push_back(
            {.row = static_cast<int>(find_integer(row, "row").value_or(0)),
             .serial = find_integer(row, "serial"),
             .key = std::string{find_text(row, "key").value_or("")},
             .amount_fen = find_integer(row, "amount_fen"),
             .status = std::string{find_text(row, "status").value_or("")},
             .reason = std::string{find_text(row, "reason").value_or("")},
             .date = std::string{find_text(row, "date").value_or("")}}
        );
    }
    return answers;
}

std::string text_in(const Command& command, std::string_view member) {
    return std::string{find_text(command.members, member).value_or("")};
}

Document details_of(const ReturnCheck& check, const PaymentSums& sums) {
    return DocumentObject{
        {"recorded", static_cast<std::int64_t>(check.news.size())},
        {"paid", sums.paid},
        {"paid_fen", sums.paid_fen},
        {"failed", sums.failed},
        {"failed_fen", sums.failed_fen},
        {"open", sums.open},
        {"open_fen", sums.open_fen}};
}

/// Once the task is done, only what came back can still be news.
void refuse_late(
    ReturnCheck& check, const std::vector<PayLine>& lines, const std::vector<BankAnswer>& answers
) {
    const LineFinder finder{lines};
    for (const auto& answer : answers) {
        const auto line = finder.find(answer);
        if (!line || answer.status == "returned" || !check.news.contains((*line)->serial)) continue;
        check.faults.push_back(fail(errors::return_too_late, {(*line)->key}, {.line = answer.row}));
    }
}

Result<Reply> recorded(
    Node& node,
    const StreamId& stream,
    const Command& command,
    Instant now,
    const ReturnCheck& check
) {
    return node.record_stream(
        stream,
        command,
        now,
        {ReturnRecorded{
            .file = text_in(command, "file"),
            .sha256 = text_in(command, "sha256"),
            .bank_on = text_in(command, "bank_on"),
            .answers = check.news,
            .at = now}}
    );
}

} // namespace

Result<const BatchDefinition*> definition_of(Node& node, const BatchState& batch) {
    const auto driver = node.load_case(batch.driver);
    if (!driver) return driver.error();
    const auto deployed = node.packs().version(driver->pack.text(), driver->pack_version);
    if (!deployed) return deployed.error();
    const auto found = (*deployed)->pack.batches.find(batch.definition);
    if (found == (*deployed)->pack.batches.end())
        return fail(errors::no_such_batch, {batch.definition});
    return &found->second;
}

Result<void> may_enter_returns(
    Node& node,
    const BatchDefinition& definition,
    const BatchState& batch,
    const ActorId& person,
    Instant now
) {
    const auto driver = node.load_case(batch.driver);
    if (!driver) return driver.error();
    if (const auto task = return_task(definition, *driver); task != 0)
        return node.may_work_on(person, batch.driver, task, now);
    const auto element = setting_of(definition, "return_task");
    const auto done = driver->completed_by.contains(element);
    if (!done) {
        const StreamId stream{"batch:" + batch.pack + ":" + batch.definition + ":" + batch.period};
        return fail(errors::return_not_awaited, {stream.text(), driver->number});
    }
    return node.may_work_on_element(person, batch.driver, element, now);
}

ReturnCheck check_return(
    const BatchState& batch,
    const std::vector<PayLine>& lines,
    const std::vector<BankAnswer>& answers,
    CivilDate today
) {
    ReturnCheck check;
    const LineFinder finder{lines};
    std::set<std::int64_t> seen;
    for (const auto& answer : answers) {
        const auto note = [&](Error fault) {
            fault.place.line = answer.row;
            check.faults.push_back(std::move(fault));
        };
        const auto line = finder.find(answer);
        if (!line) {
            note(line.error());
        } else if (!seen.insert((*line)->serial).second) {
            note(fail(errors::return_line_twice, {(*line)->key}));
        } else if (auto news = news_of(batch, **line, answer, today); !news) {
            note(news.error());
        } else if (*news) {
            check.news.emplace((*line)->serial, **news);
        }
    }
    return check;
}

PaymentSums payment_sums(const BatchState& batch, const std::vector<PayLine>& lines) {
    PaymentSums sums;
    for (const auto& line : lines) {
        const auto answer = batch.answers.find(line.serial);
        const bool answered = answer != batch.answers.end();
        const bool paid = answered && answer->second.status == PaymentStatus::paid;
        ++(paid ? sums.paid : answered ? sums.failed : sums.open);
        (paid ? sums.paid_fen : answered ? sums.failed_fen : sums.open_fen) += line.amount_fen;
    }
    return sums;
}

Key return_task(const BatchDefinition& definition, const CaseState& driver) {
    const auto named = definition.settings.find("return_task");
    if (named == definition.settings.end()) return 0;
    for (const auto& [key, task] : driver.tasks) {
        if (task.element == named->second) return key;
    }
    return 0;
}

Result<Reply> record_return(Node& node, const Command& command, Instant now) {
    const StreamId stream{text_in(command, "batch")};
    if (kind_of(stream) != "batch") return fail(errors::no_such_batch, {stream.text()});
    const auto state = node.load_stream(stream);
    if (!state) return state.error();
    auto batch = std::get<BatchState>(*state);
    if (!batch.pay_list) return fail(errors::pay_list_missing, {stream.text()});
    const auto definition = definition_of(node, batch);
    if (!definition) return definition.error();
    const auto allowed = may_enter_returns(node, **definition, batch, command.actor, now);
    if (!allowed) return allowed.error();
    const auto items = stored_items(node.store(), node.org(), stream);
    if (!items) return items.error();
    const auto lines = pay_lines(*items, (*definition)->amount);
    const auto answers = answers_of(command);
    auto check = check_return(batch, lines, answers, date_of(now));
    const auto driver = node.load_case(batch.driver);
    if (!driver) return driver.error();
    if (return_task(**definition, *driver) == 0) refuse_late(check, lines, answers);
    if (text_in(command, "bank_on") > to_text(date_of(now))) {
        check.faults.push_back(fail(
            errors::return_date_future,
            {stream.text(), text_in(command, "bank_on"), to_text(date_of(now))}
        ));
    }
    if (!check.faults.empty()) {
        return fail(
            errors::return_refused,
            {std::to_string(check.faults.size()), both_languages(check.faults.front())}
        );
    }
    for (const auto& [line, answer] : check.news)
        batch.answers[line] = answer;
    const auto details = details_of(check, payment_sums(batch, lines));
    if (check.news.empty()) return Reply{.stream = stream, .details = details};
    auto reply = recorded(node, stream, command, now, check);
    if (reply) reply->details = details;
    return reply;
}

} // namespace gongdao
