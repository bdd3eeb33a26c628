#include "core/app/status_words.hpp"

#include <algorithm>
#include <array>

namespace gongdao {

namespace {

struct Status {
    std::string_view code;
    Wording words;
};

constexpr std::array case_words{
    Status{"open", {"在办", "open"}},
    Status{"completed", {"已办结", "completed"}},
    Status{"voided", {"已作废", "void"}}};

constexpr std::array other_words{
    Status{"opened", {"计算中", "computing"}},
    Status{"computed", {"已算出", "computed"}},
    Status{"released", {"已生效", "released"}},
    Status{"active", {"在册", "active"}},
    Status{"retired", {"停用", "retired"}}};

template <std::size_t Count>
const Status* known(const std::array<Status, Count>& words, std::string_view code) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const Status& status) {
        return status.code == code;
    });
    return found == words.end() ? nullptr : &*found;
}

} // namespace

std::string_view status_title(std::string_view status, Language language) {
    if (const auto* found = known(case_words, status)) return found->words.in(language);
    if (const auto* found = known(other_words, status)) return found->words.in(language);
    return status;
}

Wording status_words(CaseStatus status) {
    switch (status) {
    case CaseStatus::open:
        return {"在办", "open"};
    case CaseStatus::completed:
        return {"办结", "completed"};
    case CaseStatus::voided:
        return {"作废", "void"};
    case CaseStatus::none:
        break;
    }
    return {"未立案", "not opened"};
}

std::string case_status_of(std::string_view word) {
    if (word == "closed") return "completed";
    for (const auto& status : case_words) {
        if (status.code == word || status.words.chinese == word) return std::string{status.code};
    }
    return {};
}

std::string case_statuses() {
    std::string chinese;
    std::string english;
    for (const auto& status : case_words) {
        const std::string code{status.code};
        chinese +=
            (chinese.empty() ? "" : "、") + code + "（" + std::string{status.words.chinese} + "）";
        english += (english.empty() ? "" : ", ") + code;
    }
    return both_languages(chinese, english);
}

std::string rank_title(const Pack& pack, const std::string& profile, std::int64_t rank) {
    const auto found = pack.warnings.find(profile);
    if (found != pack.warnings.end()) {
        for (const auto& ranked : found->second.ranks) {
            if (ranked.rank == rank) return ranked.label;
        }
    }
    return std::to_string(rank);
}

} // namespace gongdao
