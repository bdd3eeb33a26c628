#pragma once

#include "core/runtime/batch_payments.hpp"
#include "core/runtime/node.hpp"

#include <memory>
#include <optional>
#include <string>

namespace gongdao {

/// One batch of one period, the case that drives it and the pack in the version of that case. The
/// batch has no state before it is first computed, and no case before it is started.
struct BatchTarget {
    StreamId stream;
    std::string definition_id;
    std::string period;
    std::shared_ptr<const DeployedPack> deployed;
    BatchState state;
    std::optional<CaseState> driver;

    [[nodiscard]] const Pack& pack() const { return deployed->pack; }

    /// Valid as long as the target lives.
    [[nodiscard]] const BatchDefinition& definition() const {
        return deployed->pack.batches.at(definition_id);
    }
};

/// The process whose service task computes a batch, and the field that it takes the period from.
struct BatchProcess {
    std::string process;
    std::string period_field;
};

[[nodiscard]] std::optional<BatchProcess>
find_batch_process(const Pack& pack, const std::string& batch);

/// `text` is a case (number, reference or stream), `pack/batch/period` or the batch's stream.
[[nodiscard]] Result<BatchTarget> find_batch(Node& node, const std::string& text);

/// The batch of a period, with its state and its case where there are any. Fails with
/// `no_such_pack`, `no_such_batch`.
[[nodiscard]] Result<BatchTarget> batch_of_period(
    Node& node, const std::string& pack, const std::string& batch, const std::string& period
);

} // namespace gongdao
