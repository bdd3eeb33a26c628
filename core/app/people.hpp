#pragma once

#include "core/runtime/node.hpp"

#include <map>
#include <string>

namespace gongdao {

/// Names of people and organisations out of their registers, for screens; read when first asked
/// for. The node must outlive it.
class People {
public:
    People(Node& node, Language language) : node_{node}, language_{language} {}

    /// `王芳（grid01）`; the id where the register has no name for it, `系统` for the engine.
    [[nodiscard]] std::string person(const ActorId& id);
    /// `锦屏街道总工会（330213001）`
    [[nodiscard]] std::string organisation(const std::string& code);

private:
    [[nodiscard]] const std::string& named(const std::string& register_id, const std::string& key);

    Node& node_;
    Language language_;
    std::map<std::string, std::string> known_;
};

} // namespace gongdao
