#pragma once

#include "core/app/county.hpp"

#include <filesystem>
#include <optional>

namespace gongdao {

/// Where acts on a batch go: into a county that this program opened, or to the node that writes it,
/// while this program reads beside it. The county must outlive the desk.
class BatchDesk {
public:
    explicit BatchDesk(County& county) : county_{county} {}

    BatchDesk(County& read_beside, std::filesystem::path node_socket)
        : county_{read_beside}, socket_{std::move(node_socket)} {}

    /// As it stands after the last act; beside a node, what that has committed.
    [[nodiscard]] Node& node() { return county_.node(); }

    [[nodiscard]] Instant now() const { return county_.now(); }

    /// One command and its reply (docs/formats/command.md); `system` is refused.
    [[nodiscard]] Result<Document> act(Command command);

private:
    County& county_;
    std::optional<std::filesystem::path> socket_;
};

} // namespace gongdao
