#pragma once

#include <gongdao/reasons.hpp>

#include <string_view>

namespace gongdao::dispute {

/// The reasons of one result; articles are named by their key in articles.csv.
class Grounds {
public:
    explicit Grounds(plugin::Call& call) : reasons_{call} {}

    void explain(std::string_view line) { reasons_.explain(line); }

    /// An unknown key is a mistake of ours and ends the call as fatal.
    void rest_on(std::string_view key);

private:
    plugin::Reasons reasons_;
};

} // namespace gongdao::dispute
