#include "core/model/pack_check.hpp"

#include "core/model/errors.hpp"
#include "core/model/fault_order.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gongdao {

namespace {

constexpr std::array<std::string_view, 9> case_facts{
    "number",
    "title",
    "status",
    "org",
    "owner",
    "opened_at",
    "closed_at",
    "rank",
    "proposed_rank",
};
constexpr std::array<std::string_view, 4> entry_facts{"id", "status", "valid_from", "valid_to"};

template <class Words>
bool holds(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

bool is_case_fact(std::string_view name) { return holds(case_facts, name); }

void NameCheck::fault(const Place& place, const ErrorKind& kind, std::string name) {
    faults_.push_back(fail(kind, {std::move(name)}, place));
}

void NameCheck::need_rule(const std::string& name, const Place& place) {
    if (!name.empty() && !holds(available_.rules, name)) fault(place, errors::dangling_rule, name);
}

void NameCheck::need_function(const std::string& name, const Place& place) {
    if (!name.empty() && !holds(available_.functions, name))
        fault(place, errors::dangling_function, name);
}

void NameCheck::need_job(const std::string& name, const Place& place) {
    if (!name.empty() && !holds(available_.jobs, name)) fault(place, errors::dangling_job, name);
}

void NameCheck::need_effect(const std::string& name, const Place& place) {
    if (!name.empty() && !holds(available_.effects, name))
        fault(place, errors::dangling_effect, name);
}

void NameCheck::need_role(const std::string& name, const Place& place) {
    if (!name.empty() && pack_.roles.count(name) == 0) fault(place, errors::dangling_role, name);
}

void NameCheck::need_case_field(const std::string& name, const Place& place) {
    const bool known = name.empty() || is_case_fact(name) || pack_.fields.find(name) != nullptr;
    if (!known) fault(place, errors::dangling_field, name);
}

void NameCheck::need_message(const std::string& name, const Place& place) {
    if (name.empty() || messages_awaited(pack_).count(name) > 0) return;
    const bool is_heard = messages_heard(pack_).count(name) > 0;
    fault(place, is_heard ? errors::message_only_begins : errors::dangling_message, name);
}

void NameCheck::need_import(const std::string& pack_id, const Place& place) {
    const bool known =
        pack_id.empty() || pack_id == pack_.id.text() || holds(pack_.imports, pack_id);
    if (!known) fault(place, errors::not_imported, pack_id);
}

const RegisterDefinition* NameCheck::need_register(const std::string& name, const Place& place) {
    const auto slash = name.find('/');
    if (slash != std::string::npos) {
        need_import(name.substr(0, slash), place);
        return nullptr;
    }
    const auto found = pack_.registers.find(name);
    if (found != pack_.registers.end()) return &found->second;
    fault(place, errors::dangling_register, name);
    return nullptr;
}

void NameCheck::need_entry_field(
    const RegisterDefinition* definition, const std::string& name, const Place& place
) {
    if (definition == nullptr || name.empty() || holds(entry_facts, name)) return;
    if (definition->fields.find(name) == nullptr) fault(place, errors::dangling_field, name);
}

void validate(const Pack& pack, const Available& available, Faults& faults) {
    const auto before = faults.size();
    NameCheck check{pack, available, faults};
    check_processes(check);
    check_manifest(check);
    sort_by_place(faults, before);
}

} // namespace gongdao
