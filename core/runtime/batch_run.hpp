#pragma once

#include "core/runtime/batch_items.hpp"

namespace gongdao {

/// One attempt of a batch's job.
struct BatchRun {
    Node& node;
    const DeployedPack& pack;
    const BatchDefinition& definition;
    BatchPeriod period;
    StreamId stream;
    StreamId driver;
    const WorkContext& context;

    [[nodiscard]] Command command(const char* kind) const {
        return {
            .id =
                CommandId{
                    context.idempotency_key + "/" + kind + "." + std::to_string(context.attempt)},
            .actor = system_actor,
            .kind = kind};
    }
};

/// The jobs `batch.freeze` and `batch.compute` (batches.hpp). Both need the same memory for any
/// number of entries, unless set phases look at all items at once. What fails leaves the chunks of
/// the run before.
[[nodiscard]] Result<Document> freeze_batch(const BatchRun& run);
[[nodiscard]] Result<Document> compute_batch(const BatchRun& run);

} // namespace gongdao
