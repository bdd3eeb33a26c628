#include "core/runtime/batch_payments.hpp"

#include "core/access/errors.hpp"
#include "core/access/sealed_fields.hpp"
#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batch_errors.hpp"
#include "core/runtime/entry_commands.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace gongdao {

namespace {

std::string title_in(const Result<RegisterDefinition>& definition, const std::string& field) {
    const auto* found = definition ? definition->fields.find(field) : nullptr;
    return found == nullptr ? field : found->title;
}

/// What is wrong with a payee's field, or nothing. The value itself is not kept or shown.
const ErrorKind* hindrance(const Vault* vault, const Document* value) {
    const bool blank =
        value == nullptr || value->is_null() || (value->is_string() && value->get_string().empty());
    if (blank) return &errors::account_missing;
    if (!is_sealed(*value) || vault == nullptr) return nullptr;
    const auto opened = vault->open(*value);
    const bool erased = !opened && opened.error().kind == &errors::subject_erased;
    return erased ? &errors::account_erased : nullptr;
}

/// `{period}` in `岗位补贴 {period}`.
std::string with_period(std::string text, const std::string& period) {
    constexpr std::string_view mark = "{period}";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
        text.replace(at, mark.size(), period);
    return text;
}

DocumentArray pay_columns(bool has_account) {
    DocumentArray columns{
        DocumentObject{{"field", "serial"}, {"title", "序号"}},
        DocumentObject{{"field", "key"}, {"title", "编号"}}};
    if (has_account) {
        columns.push_back(DocumentObject{{"field", "payee"}, {"title", "户名"}});
        columns.push_back(DocumentObject{
            {"field", "account"}, {"title", "账号"}, {"type", "account"}});
    }
    columns.push_back(DocumentObject{{"field", "amount_fen"}, {"title", "金额"}});
    columns.push_back(DocumentObject{{"field", "purpose"}, {"title", "附言"}});
    return columns;
}

} // namespace

std::string
setting_of(const BatchDefinition& definition, const std::string& name, std::string otherwise) {
    const auto found = definition.settings.find(name);
    return found == definition.settings.end() ? otherwise : found->second;
}

std::string entry_key_of(const BatchItem& item) {
    return std::string{find_text(item.results, "carried_entry").value_or(item.key)};
}

Result<void> take_payee(Node& node, const BatchDefinition& definition, BatchItem& item) {
    const auto account_field = setting_of(definition, "account_field");
    const auto amount = find_integer(item.results, definition.amount).value_or(0);
    if (account_field.empty() || !item.fault.empty() || amount <= 0) return {};
    const auto entry = node.load_stream(entry_stream(definition.register_id, entry_key_of(item)));
    if (!entry) return entry.error();
    const auto& data = std::get<EntryState>(*entry).data;
    DocumentObject payee;
    for (const auto& [name, field] :
         {std::pair{"payee", setting_of(definition, "payee_field")},
          std::pair{"account", account_field}}) {
        if (field.empty()) continue;
        const auto* value = find(data, field);
        if (const auto* kind = hindrance(node.parts().vault, value)) {
            const auto title = title_in(node.packs().find_register(definition.register_id), field);
            item.held = sentence(fail(*kind, {title}), Language::chinese);
            break;
        }
        payee[name] = *value;
    }
    item.payee = std::move(payee);
    return {};
}

std::vector<PayLine> pay_lines(const std::vector<Document>& items, const std::string& amount) {
    std::vector<PayLine> lines;
    for (const auto& item : items) {
        const auto fen = payable_fen(item, amount);
        if (fen <= 0) continue;
        lines.push_back(
            {.serial = static_cast<std::int64_t>(lines.size()) + 1,
             .key = std::string{find_text(item, "key").value_or("")},
             .amount_fen = fen}
        );
    }
    return lines;
}

Document pay_list_payload(
    const BatchDefinition& definition,
    const std::string& period,
    const std::vector<Document>& items,
    std::int64_t amount_fen
) {
    const auto purpose =
        with_period(setting_of(definition, "pay_purpose", definition.title + " {period}"), period);
    DocumentArray lines;
    for (const auto& item : items) {
        const auto fen = payable_fen(item, definition.amount);
        if (fen <= 0) continue;
        DocumentObject line{
            {"serial", static_cast<std::int64_t>(lines.size()) + 1},
            {"key", *find(item, "key")},
            {"amount_fen", fen},
            {"purpose", purpose}};
        for (const auto* name : {"payee", "account"}) {
            if (const auto* value = find(item, name)) line[name] = *value;
        }
        lines.push_back(std::move(line));
    }
    const auto count = static_cast<std::int64_t>(lines.size());
    return DocumentObject{
        {"title", definition.title + " " + period},
        {"encoding", setting_of(definition, "pay_encoding", "utf-8")},
        {"columns", pay_columns(!setting_of(definition, "account_field").empty())},
        {"items", std::move(lines)},
        {"count", count},
        {"amount_fen", amount_fen}};
}

} // namespace gongdao
