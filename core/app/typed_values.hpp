#pragma once

#include "core/app/invocation.hpp"
#include "core/model/field_schema.hpp"
#include "core/ports/records.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gongdao {

class Node;

/// The arguments from `first` on.
[[nodiscard]] std::vector<std::string> words_from(const Invocation& invocation, std::size_t first);

/// Members of a command as people type them, `name=value` each or one JSON object: what reads as
/// JSON is JSON, all else is text. Fails with `value_without_name`.
[[nodiscard]] Result<Document> read_members(const std::vector<std::string>& words);

/// Field values are read like cells of a sheet (`是`, `12.5万`, `2026/3/6`, a choice's title),
/// names may be labels; lists and objects are given as JSON. Fails with `field_twice`.
[[nodiscard]] Result<Document>
read_fields(const std::vector<std::string>& words, const FieldSchema& schema, CivilDate today);

/// The same, by the fields of the pack that a case began under.
[[nodiscard]] Result<Document> read_case_fields(
    const std::vector<std::string>& words, Node& node, const std::string& target, CivilDate today
);

/// A whole number that is not negative, as tasks are named; nothing where it is anything else.
[[nodiscard]] std::optional<std::int64_t> task_number(const std::string& text);

/// `欠薪总额=1.2万`, read by the first deployed pack that has such a field, or `status=在办`, of
/// the case itself. Fails with `no_such_field`.
[[nodiscard]] Result<Where> read_condition(const std::string& text, Node& node, CivilDate today);

} // namespace gongdao
