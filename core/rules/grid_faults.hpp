#pragma once

#include "core/rules/errors.hpp"
#include "core/rules/grid_reader.hpp"
#include "core/values/two_languages.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace gongdao {

/// Where the readers of a grid report what is wrong, each with its line and the rule.
class GridFaults {
public:
    /// Both must outlive it.
    GridFaults(const GridSource& source, Faults& faults) : source_{source}, faults_{faults} {}

    void report(Error error, int line) {
        error.place.file = source_.file;
        error.place.line = line;
        error.place.element = source_.id;
        faults_.push_back(std::move(error));
    }

    void column(std::string_view title, const Bilingual& why, int line) {
        report(fail(errors::bad_column, {std::string(title), both_languages(why)}), line);
    }

    void parameter(std::string_view title, const Bilingual& why, int line) {
        report(fail(errors::bad_parameter, {std::string(title), both_languages(why)}), line);
    }

    void row(std::string_view id, const Bilingual& why, int line) {
        report(fail(errors::bad_row, {std::string(id), both_languages(why)}), line);
    }

    void policy(const Bilingual& why) {
        report(fail(errors::bad_hit_policy, {source_.hit, both_languages(why)}), 0);
    }

    [[nodiscard]] std::size_t count() const { return faults_.size(); }

private:
    const GridSource& source_;
    Faults& faults_;
};

} // namespace gongdao
