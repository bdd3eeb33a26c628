#include "core/runtime/built_in_registers.hpp"

#include "core/engine/context.hpp"
#include "core/values/ensure.hpp"

namespace gongdao {

namespace {

constexpr std::string_view organisation_fields = R"({
  "type": "object", "required": ["code", "name"],
  "properties": {
    "code":       {"type": "string", "title": "机构代码", "maxLength": 30},
    "name":       {"type": "string", "title": "机构名称", "maxLength": 100},
    "parent":     {"type": "string", "title": "上级机构", "maxLength": 30},
    "type":       {"type": "string", "title": "机构类型", "maxLength": 30},
    "valid_from": {"type": "string", "format": "date", "title": "启用日期"},
    "valid_to":   {"type": "string", "format": "date", "title": "停用日期"}
  }})";

constexpr std::string_view user_fields = R"({
  "type": "object", "required": ["id", "name", "organisation"],
  "properties": {
    "id":           {"type": "string", "title": "人员代码", "maxLength": 60},
    "name":         {"type": "string", "title": "姓名", "maxLength": 60},
    "organisation": {"type": "string", "title": "所属机构", "maxLength": 30},
    "roles":        {"type": "string", "title": "岗位", "maxLength": 2000}
  }})";

RegisterDefinition
definition(std::string id, std::string title, std::string key, std::string_view fields) {
    Faults faults;
    RegisterDefinition result{
        .id = id,
        .title = std::move(title),
        .key = std::move(key),
        .fields = read_field_schema(fields, id, faults),
        .editors = {std::string{administrator_role}}};
    ensure(faults.empty(), "a built-in register has faults");
    return result;
}

} // namespace

const std::map<std::string, RegisterDefinition>& built_in_registers() {
    static const std::map<std::string, RegisterDefinition> registers{
        {"organisation", definition("organisation", "组织机构", "code", organisation_fields)},
        {"user", definition("user", "人员", "id", user_fields)}};
    return registers;
}

} // namespace gongdao
