#include "plugins/dispute/grounds.hpp"

#include "articles.csv.hpp"
#include "plugins/dispute/table.hpp"

#include <stdexcept>

namespace gongdao::dispute {

namespace {

struct Article {
    std::string_view title;
    std::string_view text;
};

const std::map<std::string_view, Article>& articles() {
    static const auto all = [] {
        std::map<std::string_view, Article> by_key;
        for (const auto& row : read_table(articles_csv)) {
            by_key[row.at("key")] = {row.at("article"), row.at("text")};
        }
        return by_key;
    }();
    return all;
}

} // namespace

void Grounds::rest_on(std::string_view key) {
    const auto found = articles().find(key);
    if (found == articles().end()) throw std::logic_error{"no article " + std::string{key}};
    reasons_.rest_on(found->second.title, found->second.text);
}

} // namespace gongdao::dispute
