#include "core/app/batch_desk.hpp"

#include "core/access/directory_errors.hpp"
#include "core/app/node_client.hpp"

namespace gongdao {

Result<Document> BatchDesk::act(Command command) {
    if (command.actor == system_actor) return fail(errors::no_such_actor, {command.actor.text()});
    if (!socket_) {
        const auto reply = county_.act(std::move(command));
        if (!reply) return reply.error();
        return to_document(*reply);
    }
    if (command.id.empty()) command.id = fresh_command_id();
    auto answer = ask_node(*socket_, command);
    auto caught_up = county_.wait_for_rows();
    if (!caught_up) return caught_up.error();
    county_.node().abandon_group(); // what was read before the act is out of date
    return answer;
}

} // namespace gongdao
