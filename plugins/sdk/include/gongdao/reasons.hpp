/// Why a result is what it is, in the two lists that the console and the letters show.
#ifndef GONGDAO_REASONS_HPP
#define GONGDAO_REASONS_HPP

#include <gongdao/plugin.hpp>

namespace gongdao::plugin {

/// Fills `explanation` (lines for people, in order) and `basis` (articles with their text) of one
/// call's result. Both are there even where they stay empty.
class Reasons {
public:
    explicit Reasons(Call& call) : call_{call} {
        call_.set_empty_list("explanation");
        call_.set_empty_list("basis");
    }

    void explain(std::string_view line) {
        call_.set("explanation." + std::to_string(lines_++), line);
    }

    void rest_on(std::string_view article, std::string_view text) {
        const auto place = "basis." + std::to_string(articles_++);
        call_.set(place + ".article", article);
        call_.set(place + ".text", text);
    }

private:
    Call& call_;
    std::size_t lines_ = 0;
    std::size_t articles_ = 0;
};

} // namespace gongdao::plugin

#endif
