#include "core/app/checkpoint_command.hpp"

#include "core/runtime/built_in_registers.hpp"
#include "core/runtime/errors.hpp"

#include <boost/json/object.hpp>

namespace gongdao {

Result<Document> take_checkpoint(County& county, const Command& command) {
    auto& node = county.node();
    const auto actor = node.directory().actor(command.actor);
    if (!actor) return actor.error();
    if (!node.directory().holds(*actor, administrator_role, node.org().text()))
        return fail(errors::administrators_only, {command.actor.text(), command.kind});
    const auto taken = county.take_checkpoint();
    if (!taken) return taken.error();
    if (!*taken) return Document(DocumentObject{{"checkpoint", nullptr}});
    const auto number = (*taken)->number;
    const auto file = county.folder() / "checkpoints" / (std::to_string(number) + ".json");
    return Document(DocumentObject{
        {"checkpoint",
         DocumentObject{
             {"number", number},
             {"rows", (*taken)->rows},
             {"streams", (*taken)->streams},
             {"file", file.string()}}}});
}

} // namespace gongdao
