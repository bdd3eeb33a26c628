#include "core/runtime/own_offers.hpp"

#include "core/engine/calendar_functions.hpp"
#include "core/runtime/batches.hpp"
#include "core/runtime/case_review.hpp"

namespace gongdao {

Offers with_own_offers(Offers of_plugins) {
    auto offers = std::move(of_plugins);
    const auto& functions = calendar_function_names();
    offers.functions.insert(offers.functions.end(), functions.begin(), functions.end());
    offers.jobs.insert(offers.jobs.end(), batch_jobs.begin(), batch_jobs.end());
    offers.jobs.emplace_back(case_review_job);
    for (const auto* effect : {"letter", "export", "pay_list"})
        offers.effects.emplace_back(effect);
    return offers;
}

} // namespace gongdao
