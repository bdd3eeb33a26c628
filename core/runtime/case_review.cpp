#include "core/runtime/case_review.hpp"

#include "core/runtime/errors.hpp"
#include "core/runtime/questions.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <map>

namespace gongdao {

namespace {

const std::string& text_at(const Record& row, std::size_t cell) {
    return std::get<std::string>(row.cells[cell]);
}

/// Absent and null say the same.
bool same_fact(const Document& left, const Document& right, const std::string& field) {
    static const Document nothing;
    const auto* a = find(left, field);
    const auto* b = find(right, field);
    return (a == nullptr ? nothing : *a) == (b == nullptr ? nothing : *b);
}

/// One job's walk along the list of open cases.
class CaseReview {
public:
    CaseReview(
        Node& node,
        const Review& review,
        const PackId& pack,
        const WorkContext& context,
        std::size_t at_most
    )
        : node_{node}, review_{review}, pack_{pack}, context_{context}, at_most_{at_most} {}

    Result<void> go_on_after(const std::string& stream) {
        const auto rows = cases_after(stream);
        if (!rows) return rows.error();
        for (const auto& row : *rows) {
            // Whoever asks again from a case that is not behind the last would never come to an
            // end.
            if (text_at(row, stream_cell) <= std::max(stream, after_))
                return fail(errors::list_out_of_order, {text_at(row, stream_cell)});
            auto looked = look_at(row);
            if (!looked) return looked;
            after_ = text_at(row, stream_cell);
            if (told_ == told_per_review) return {};
        }
        if (rows->size() < at_most_) after_.clear();
        return {};
    }

    [[nodiscard]] Document answer() const {
        return DocumentObject{
            {"looked_at", looked_at_},
            {"differing", differing_},
            {"told", told_},
            {"failed", failed_},
            {"fault", fault_},
            {"after", after_}};
    }

private:
    static constexpr std::size_t stream_cell = 1;
    static constexpr std::size_t version_cell = 3;
    static constexpr std::size_t number_cell = 4;

    [[nodiscard]] Result<std::vector<Record>> cases_after(const std::string& stream) const {
        std::vector<Where> where{
            {"org", "=", {node_.org().text()}},
            {"pack", "=", {pack_.text()}},
            {"status", "=", {std::string{"open"}}}};
        if (!stream.empty()) where.push_back({"stream", ">", {stream}});
        for (const auto& condition : review_.where)
            where.push_back(
                case_condition(condition.field, condition.operation, Document(condition.value))
            );
        return node_.store().select(
            {.table = "case_index",
             .where = std::move(where),
             .order = {{"stream", false}},
             .limit = at_most_}
        );
    }

    Result<void> look_at(const Record& row) {
        ++looked_at_;
        const auto facts = parse_document(text_at(row, row.cells.size() - 1));
        if (!facts) return note_failure(row, facts.error());
        const auto& deployed = in_version(text_at(row, version_cell));
        if (!deployed) return note_failure(row, deployed.error());
        const auto on = relevant_date((*deployed)->pack, *facts, context_.now);
        const auto decision = (*deployed)->rules->decide(review_.rule, *facts, on);
        if (!decision) return note_failure(row, decision.error());
        const bool differs = std::any_of(
            review_.compare.begin(),
            review_.compare.end(),
            [&](const std::string& field) { return !same_fact(decision->outcome, *facts, field); }
        );
        return differs ? tell(row) : Result<void>{};
    }

    using Deployed = Result<std::shared_ptr<const DeployedPack>>;

    /// Looked up once; what cannot be read is not tried again for each of its cases.
    const Deployed& in_version(const std::string& version) {
        auto known = versions_.find(version);
        if (known == versions_.end())
            known = versions_.emplace(version, node_.packs().version(pack_.text(), version)).first;
        return known->second;
    }

    /// A case that does not wait for the message is in the midst of deciding, or never will.
    Result<void> tell(const Record& row) {
        ++differing_;
        const auto& stream = text_at(row, stream_cell);
        const auto waiting = node_.store().select(
            {.table = "subscription",
             .where =
                 {{"org", "=", {node_.org().text()}},
                  {"stream", "=", {stream}},
                  {"kind", "=", {std::string{"message"}}},
                  {"name", "=", {review_.message}}},
             .limit = 1}
        );
        if (!waiting) return waiting.error();
        if (waiting->empty()) return {};
        const auto* correlation = std::get_if<std::string>(&waiting->front().cells.back());
        const auto told = node_.execute(
            {.id = CommandId{context_.idempotency_key + ">" + stream},
             .actor = system_actor,
             .kind = "deliver_message",
             .target = stream,
             .members =
                 DocumentObject{
                     {"name", review_.message},
                     {"correlation", correlation == nullptr ? std::string{} : *correlation},
                     {"payload", DocumentObject{}}}},
            context_.now
        );
        if (!told) return note_failure(row, told.error());
        if (!told->repeated) ++told_;
        return {};
    }

    /// One case whose rule fails must not keep the others from being looked at; a failure of
    /// storage must.
    Result<void> note_failure(const Record& row, const Error& error) {
        if (const auto* stopped = node_.stopped_by()) return *stopped;
        if (failed_++ == 0)
            fault_ = text_at(row, number_cell) + "：" + sentence(error, Language::chinese);
        return {};
    }

    Node& node_;
    const Review& review_;
    const PackId& pack_;
    const WorkContext& context_;
    std::size_t at_most_;
    std::map<std::string, Deployed> versions_; ///< of the pack
    std::int64_t looked_at_ = 0;
    std::int64_t differing_ = 0;
    std::int64_t told_ = 0;
    std::int64_t failed_ = 0;
    std::string fault_;
    std::string after_;
};

} // namespace

Result<Document> review_cases(
    Node& node, const CaseState& asking, const Document& input, const WorkContext& context
) {
    const auto deployed = node.packs().version(asking.pack.text(), asking.pack_version);
    if (!deployed) return deployed.error();
    const std::string id{find_text(input, "review").value_or("")};
    const auto& reviews = (*deployed)->pack.reviews;
    const auto review = reviews.find(id);
    if (review == reviews.end()) return fail(errors::no_such_review, {id});
    const auto at_most = std::clamp<std::int64_t>(
        find_integer(input, "at_most").value_or(cases_per_review), 1, cases_per_review
    );
    CaseReview run{node, review->second, asking.pack, context, static_cast<std::size_t>(at_most)};
    auto done = run.go_on_after(std::string{find_text(input, "after").value_or("")});
    if (!done) return done.error();
    return run.answer();
}

} // namespace gongdao
