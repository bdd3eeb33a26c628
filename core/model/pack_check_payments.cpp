#include "core/model/pack_check.hpp"
#include "core/model/pack_errors.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace gongdao {

namespace {

constexpr std::array<std::string_view, 3> encodings{"utf-8", "gbk", "gb18030"};

bool has_user_task(const Pack& pack, const std::string& id) {
    return std::any_of(
        pack.definitions.processes.begin(),
        pack.definitions.processes.end(),
        [&](const auto& named) {
            const auto index = named.second->find_element(id);
            return index >= 0 && named.second->element(index).kind == ElementKind::user_task;
        }
    );
}

/// `bank_failures cadre failed_fen reason`: a list and three fields of its items.
void check_failures(NameCheck& check, const std::string& text, const Place& place) {
    std::istringstream words{text};
    std::string list;
    words >> list;
    const auto* field = check.pack().fields.find(list);
    if (field == nullptr) {
        check.fault(place, errors::dangling_field, list);
        return;
    }
    std::size_t named = 0;
    for (std::string word; words >> word; ++named) {
        const bool known =
            std::any_of(field->fields.begin(), field->fields.end(), [&](const Field& inner) {
                return inner.id == word;
            });
        if (!known) check.fault(place, errors::dangling_field, list + "." + word);
    }
    if (named != 3) check.fault(place, errors::bad_return_failures, text);
}

} // namespace

void check_payment_settings(
    NameCheck& check,
    const BatchDefinition& batch,
    const RegisterDefinition* entries,
    const Place& place
) {
    const auto setting = [&](const std::string& name) {
        const auto found = batch.settings.find(name);
        return found == batch.settings.end() ? std::string{} : found->second;
    };
    check.need_entry_field(entries, setting("account_field"), place);
    check.need_entry_field(entries, setting("payee_field"), place);
    check.need_case_field(setting("return_date"), place);
    check.need_case_field(setting("return_total"), place);
    check.need_case_field(setting("return_proof"), place);
    const auto encoding = setting("pay_encoding");
    const bool known = std::find(encodings.begin(), encodings.end(), encoding) != encodings.end();
    if (!encoding.empty() && !known) check.fault(place, errors::bad_pay_encoding, encoding);
    const auto task = setting("return_task");
    if (!task.empty() && !has_user_task(check.pack(), task))
        check.fault(place, errors::dangling_task, task);
    const auto carry = setting("carry");
    if (!carry.empty() && carry != "true" && carry != "false")
        check.fault(place, errors::bad_carry, carry);
    const auto repaid = setting("return_repaid");
    check.need_case_field(repaid.substr(0, repaid.find(' ')), place);
    if (const auto failures = setting("return_failures"); !failures.empty())
        check_failures(check, failures, place);
}

} // namespace gongdao
