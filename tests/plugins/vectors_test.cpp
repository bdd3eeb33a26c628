// Every vector of vectors/*.json: hand-checked figures against the plugins of this build.
#include "core/values/time.hpp"
#include "tests/plugins/loading.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <vector>

namespace gongdao {

namespace {

using testing::built_plugins;
using testing::json;
using testing::text_of;

std::vector<std::filesystem::path> vector_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator{GONGDAO_SOURCE_DIR "/tests/plugins/vectors"}) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string text_at(const Document& document, std::string_view key) {
    const auto text = find_text(document, key);
    return text ? std::string{*text} : std::string{};
}

const DocumentArray& list_at(const Document& document, std::string_view key) {
    static const DocumentArray none;
    const auto* found = find(document, key);
    return found == nullptr || !found->is_array() ? none : found->get_array();
}

void check_expected(const Document& result, const Document& expected) {
    for (const auto& pair : expected.get_object()) {
        const auto* actual = find(result, std::string_view{pair.key()});
        CHECK_MESSAGE(actual != nullptr, std::string{pair.key()}, " is missing");
        if (actual != nullptr) CHECK(canonical_text(*actual) == canonical_text(pair.value()));
    }
}

void check_articles(const Document& result, const Document& vector) {
    const auto& basis = list_at(result, "basis");
    for (const auto& wanted : list_at(vector, "articles")) {
        const auto named = std::any_of(basis.begin(), basis.end(), [&](const Document& article) {
            return find(article, "article") != nullptr && *find(article, "article") == wanted &&
                   !text_at(article, "text").empty();
        });
        CHECK_MESSAGE(named, canonical_text(wanted));
    }
}

void check_explanation(const Document& result, const Document& vector) {
    std::string all;
    for (const auto& line : list_at(result, "explanation"))
        all += std::string{line.as_string()} + "\n";
    CHECK_FALSE(all.empty());
    for (const auto& part : list_at(vector, "explains")) {
        CHECK_MESSAGE(all.find(std::string{part.as_string()}) != std::string::npos, all);
    }
}

void check_vector(const Document& vector) {
    const auto now = text_at(vector, "now");
    const auto at = parse_instant(now.empty() ? "2026-03-06T09:30:00+08:00" : now);
    REQUIRE(at.has_value());
    const auto result = built_plugins().call(text_at(vector, "call"), *find(vector, "input"), *at);
    const auto refused = text_at(vector, "reject");
    if (!refused.empty()) {
        REQUIRE(testing::code_of(result) == "plugin.rejected");
        CHECK(result.error().arguments.at(1) == refused);
        return;
    }
    REQUIRE_MESSAGE(result.has_value(), sentence(result.error(), Language::english));
    check_expected(*result, *find(vector, "expect"));
    check_articles(*result, vector);
    check_explanation(*result, vector);
}

} // namespace

TEST_CASE("every vector gives its hand-checked answer with the articles it rests on") {
    const auto files = vector_files();
    REQUIRE(files.size() >= 6);
    for (const auto& file : files) {
        const auto vectors = json(text_of(file));
        for (const auto& vector : vectors.get_array()) {
            CAPTURE(file.filename().string());
            CAPTURE(text_at(vector, "name"));
            check_vector(vector);
        }
    }
}

TEST_CASE("every function of the plugins has a vector") {
    std::string called;
    for (const auto& file : vector_files())
        called += text_of(file);

    for (const auto& component : built_plugins().components()) {
        CHECK_MESSAGE(
            called.find("\"" + component.name + "\"") != std::string::npos, component.name
        );
        CHECK(component.pure);
        CHECK_FALSE(component.about.empty());
    }
    CHECK(built_plugins().components().size() == 14);
}

TEST_CASE("the year of the stipend recipe pays 8,305,000.00 yuan") {
    struct Grade {
        int persons;
        std::int64_t fen;
    };

    const std::vector<Grade> grades{
        {50, 100'000}, {380, 50'000}, {1001, 30'000}, {1518, 10'000}, {171, 0}};
    std::int64_t total = 0;
    const auto month_of = [](int month) {
        return (month < 10 ? "2026-0" : "2026-") + std::to_string(month);
    };
    const auto paid = [&](std::int64_t fen, int month, const char* left) {
        const auto input = json(
            R"({"joined_on":"2025-12-01","month":")" + month_of(month) + R"(","monthly_fen":)" +
            std::to_string(fen) + left + "}"
        );
        const auto result = built_plugins().call("subsidy.stipend_entitlement", input, Instant{});
        REQUIRE(result.has_value());
        return find_integer(*result, "amount_fen").value();
    };

    for (int month = 1; month <= 12; ++month) {
        for (const auto& grade : grades)
            total += paid(grade.fen, month, "") * grade.persons;
        total -= paid(10'000, month, "") - paid(10'000, month, R"(,"left_on":"2026-10-15")");
    }

    CHECK(total == 830'500'000);
}

} // namespace gongdao
