#include "tests/simulation/process_text.hpp"

namespace gongdao::simulation {

std::map<std::string, std::string> pack_of(const ProcessText& text) {
    return {
        {"pack.info", R"(id random
title 随机流程
process main
case_title "试验"
number "{org}-{year}-SJ-{serial5}" { kind SJ }
role clerk { title 经办人 may "open note correct void message resolve" }
role leader { title 负责人 may "note resolve" }
)"},
        {"fields.schema.json", R"({
  "type": "object",
  "properties": {
    "n": {"type": "integer", "title": "甲数"},
    "m": {"type": "integer", "title": "乙数"},
    "k": {"type": "integer", "title": "份数"},
    "count": {"type": "integer", "title": "次数"},
    "alarm": {"type": "boolean", "title": "报警"},
    "who": {"type": "string", "title": "谁"},
    "text": {"type": "string", "title": "文字"},
    "file": {"type": "string", "title": "文件"},
    "error_code": {"type": "string", "title": "错误代码"},
    "error_text": {"type": "string", "title": "错误说明"},
    "people": {"type": "array", "title": "人员", "items": {"type": "string"}},
    "votes": {"type": "array", "title": "票", "items": {"type": "string"}}
  }
})"},
        {"main.bpmn", text.bpmn}};
}

} // namespace gongdao::simulation
