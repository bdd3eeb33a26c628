#include "core/app/node_client.hpp"

#include "core/app/errors.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/object.hpp>

#include <istream>

namespace gongdao {

namespace {

/// What a node refused, as it said it; the sentence is ready.
inline constexpr ErrorKind refused_findings{"node.findings", ErrorClass::findings, "{0}", "{0}"};
inline constexpr ErrorKind refused_usage{"node.usage", ErrorClass::usage, "{0}", "{0}"};
inline constexpr ErrorKind refused_conflict{"node.conflict", ErrorClass::conflict, "{0}", "{0}"};
inline constexpr ErrorKind refused_denied{"node.denied", ErrorClass::denied, "{0}", "{0}"};
inline constexpr ErrorKind refused_environment{
    "node.environment", ErrorClass::environment, "{0}", "{0}"};

const ErrorKind& refusal_of(std::int64_t exit_code) {
    switch (exit_code) {
    case 1:
        return refused_findings;
    case 2:
        return refused_usage;
    case 3:
        return refused_conflict;
    case 4:
        return refused_denied;
    default:
        return refused_environment;
    }
}

} // namespace

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
    if (const auto sentence_text = find_text(*answer, "error")) {
        return fail(
            refusal_of(find_integer(*answer, "exit").value_or(5)), {std::string{*sentence_text}}
        );
    }
    return answer;
}

} // namespace gongdao
