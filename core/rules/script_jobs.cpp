#include "core/rules/script_jobs.hpp"

#include "core/model/script_job.hpp"

#include <boost/json/object.hpp>

#include <utility>

namespace gongdao {

Budget long_script_budget() {
    Budget budget;
    budget.instructions *= 100;
    budget.memory *= 8;
    budget.block *= 16;
    return budget;
}

ScriptJobs::ScriptJobs(Jobs& others, Budget budget)
    : others_{others}, scripts_{std::move(budget)} {}

bool ScriptJobs::offers(std::string_view job) const {
    return job == script_job || others_.offers(job);
}

Result<Document>
ScriptJobs::run(std::string_view job, const Document& input, const WorkContext& context) {
    if (job != script_job) return others_.run(job, input, context);
    const auto* values = find(input, "values");
    return scripts_.run(
        find_text(input, "script").value_or(""),
        values == nullptr ? Document(DocumentObject{}) : *values,
        context.now
    );
}

} // namespace gongdao
