#include "core/rules/report_words.hpp"

namespace gongdao {

std::string fired_ids(const std::vector<FiredRow>& fired) {
    std::string ids;
    for (const auto& row : fired)
        ids += (ids.empty() ? "" : "+") + row.row;
    return ids;
}

Bilingual
wanted_instead(const std::string& what, const std::string& wanted, const std::string& got) {
    return {
        what + " 应为 " + wanted + "，实际为 " + got,
        what + " should be " + wanted + ", but is " + got};
}

Bilingual rows_instead(const std::string& wanted, const std::string& fired) {
    const bool none = fired.empty();
    return {
        "规则 应为 " + wanted + "，实际为 " + (none ? "无" : fired),
        "the deciding row should be " + wanted + ", but is " + (none ? "none" : fired)};
}

Bilingual failed_instead(const Error& error) {
    const auto why = bilingual_sentence(error);
    return {
        "应有结果，实际失败：" + why.chinese, "should have a result, but fails: " + why.english};
}

std::vector<Bilingual> explained(const Result<Decision>& decision) {
    if (!decision) {
        const auto why = bilingual_sentence(decision.error());
        return {{"未能判定：" + why.chinese, "undecided: " + why.english}};
    }
    const auto ids = fired_ids(decision->fired);
    std::vector<Bilingual> lines{
        {"命中：" + (ids.empty() ? "无" : ids), "applied: " + (ids.empty() ? "none" : ids)}};
    for (const auto& [row, reason, clause] : decision->fired) {
        lines.push_back(
            {row + "：" + reason + (clause.empty() ? "" : "（" + clause + "）"),
             row + ": " + reason + (clause.empty() ? "" : " (" + clause + ")")}
        );
    }
    return lines;
}

} // namespace gongdao
