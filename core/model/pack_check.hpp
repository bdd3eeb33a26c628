#pragma once

#include "core/model/pack.hpp"

#include <set>
#include <string>
#include <string_view>

namespace gongdao {

/// What both halves of the check of names share.
class NameCheck {
public:
    NameCheck(const Pack& pack, const Available& available, Faults& faults)
        : pack_{pack}, available_{available}, faults_{faults} {}

    [[nodiscard]] const Pack& pack() const { return pack_; }

    void fault(const Place& place, const ErrorKind& kind, std::string name);

    /// Each reports a name that leads nowhere; an empty name is no name.
    void need_rule(const std::string& name, const Place& place);
    void need_function(const std::string& name, const Place& place);
    void need_job(const std::string& name, const Place& place);
    void need_effect(const std::string& name, const Place& place);
    void need_role(const std::string& name, const Place& place);
    /// A field of the case or one of the facts that every case has.
    void need_case_field(const std::string& name, const Place& place);
    /// `id` or `pack/id` of an imported pack. Answers the definition if it is one of this pack.
    const RegisterDefinition* need_register(const std::string& name, const Place& place);
    /// That an open case can wait for.
    void need_message(const std::string& name, const Place& place);
    void need_import(const std::string& pack_id, const Place& place);
    /// A field of the register's entries or a fact of every entry; `definition` may be null.
    void need_entry_field(
        const RegisterDefinition* definition, const std::string& name, const Place& place
    );

private:
    const Pack& pack_;
    const Available& available_;
    Faults& faults_;
};

/// The variables that the element calls into being; what it hands to its work alone is not among
/// them.
[[nodiscard]] std::set<std::string> variables_of(const Element& element);
/// Everything that the process itself calls into being, for work, too.
[[nodiscard]] std::set<std::string> variables_of(const Process& process);

/// The messages that processes of the pack wait for or begin with.
[[nodiscard]] std::set<std::string> messages_heard(const Pack& pack);
/// Of these, what a case that is open can wait for.
[[nodiscard]] std::set<std::string> messages_awaited(const Pack& pack);

/// The names in the processes.
void check_processes(NameCheck& check);
/// The names in manifest and forms.
void check_manifest(NameCheck& check);

/// The names in those settings of a batch that pay lists and returns of the bank go by; `entries`
/// may be null.
void check_payment_settings(
    NameCheck& check,
    const BatchDefinition& batch,
    const RegisterDefinition* entries,
    const Place& place
);

/// What is known of every case: `number`, `status`, `opened_at` …
[[nodiscard]] bool is_case_fact(std::string_view name);

} // namespace gongdao
