#pragma once

#include "core/ports/services.hpp"
#include "core/ports/store.hpp"

#include <memory>

namespace gongdao {

/// Committed data beside a node that writes. Every write fails with `county_being_written`.
[[nodiscard]] std::unique_ptr<StoreWriter> read_only(std::unique_ptr<StoreReader> reader);

/// Of a county that is only read: offers nothing.
class NoEffects final : public Effects {
public:
    [[nodiscard]] bool offers(std::string_view) const override { return false; }

    [[nodiscard]] Result<Document>
    deliver(std::string_view effect, const Document&, const WorkContext&) override;
};

} // namespace gongdao
