#include "core/app/node_client.hpp"

#include "core/app/errors.hpp"
#include "core/app/refusal.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/object.hpp>

#include <istream>

namespace gongdao {

Document to_line(const Command& command) {
    auto line = command.members.is_object() ? command.members.get_object() : DocumentObject{};
    line["id"] = command.id.text();
    line["as"] = command.actor.text();
    line["do"] = command.kind;
    if (!command.target.empty()) line["case"] = command.target;
    if (!command.pack.empty()) line["pack"] = command.pack;
    if (command.occurred_at) line["at"] = to_text(*command.occurred_at);
    return line;
}

Result<Document> ask_node(const std::filesystem::path& socket, const Command& command) {
    namespace asio = boost::asio;
    asio::io_context context;
    asio::local::stream_protocol::socket stream{context};
    boost::system::error_code problem;
    stream.connect({socket.string()}, problem);
    if (!problem)
        asio::write(stream, asio::buffer(canonical_text(to_line(command)) + "\n"), problem);
    asio::streambuf received;
    if (!problem) asio::read_until(stream, received, '\n', problem);
    if (problem) return fail(errors::no_node, {socket.string()});
    std::istream lines{&received};
    std::string line;
    std::getline(lines, line);
    auto answer = parse_document(line);
    if (!answer) return answer.error();
    if (find_text(*answer, "error")) return read_refusal(*answer);
    return answer;
}

} // namespace gongdao
