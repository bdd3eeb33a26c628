#include "core/app/node_server.hpp"

#include "core/access/directory_errors.hpp"
#include "core/app/checkpoint_command.hpp"
#include "core/app/errors.hpp"
#include "core/app/refusal.hpp"
#include "core/app/sealed_search.hpp"
#include "core/app/table_import.hpp"
#include "db/sqlite/sqlite_store.hpp"
#include "db/sqlite/wal_checkpointer.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <istream>
#include <memory>

namespace gongdao {

namespace {

namespace asio = boost::asio;
using Socket = asio::local::stream_protocol::socket;

/// Beyond this many waiting commands a client is asked to come again (blueprint 9).
constexpr std::size_t queue_max = 10'000;
constexpr std::size_t group_max = 1'000;
constexpr std::size_t line_bytes_max = 16U << 20U;
constexpr int due_per_group = 200;
constexpr std::chrono::milliseconds idle_wait_max{1'000};
/// A client that waits for each answer is back sooner than this.
constexpr std::chrono::milliseconds quiet_before_writing_rows{10};

inline constexpr ErrorKind queue_full{
    "node.queue_full",
    ErrorClass::environment,
    "节点繁忙（已排队 {0} 条），请在一秒后重试",
    "the node is busy ({0} commands wait); try again in a second"};

Document refusal(const Error& error, const CommandId& command) {
    auto answer = refusal_document(error);
    answer.as_object()["id"] = command.text();
    return answer;
}

class Server;

/// One client. Kept alive by the operations that are under way for it.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Socket socket, Server& server)
        : socket_{std::move(socket)}, received_{line_bytes_max}, server_{server} {}

    void read();

    void reply(const Document& answer) {
        outgoing_.push_back(canonical_text(answer) + "\n");
        if (outgoing_.size() == 1) write();
    }

private:
    void write() {
        asio::async_write(
            socket_,
            asio::buffer(outgoing_.front()),
            [self = shared_from_this()](const boost::system::error_code& problem, std::size_t) {
                if (problem) return;
                self->outgoing_.pop_front();
                if (!self->outgoing_.empty()) self->write();
            }
        );
    }

    Socket socket_;
    asio::streambuf received_;
    std::deque<std::string> outgoing_;
    Server& server_;
};

class Server {
public:
    Server(County& county, NodeLog& log)
        : county_{county}, log_{log}, acceptor_{context_}, signals_{context_, SIGINT, SIGTERM} {}

    Result<void> listen() {
        const auto path = county_.folder() / "node.sock";
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        boost::system::error_code problem;
        acceptor_.open({}, problem);
        if (!problem) acceptor_.bind({path.string()}, problem);
        if (!problem) acceptor_.listen(asio::socket_base::max_listen_connections, problem);
        if (problem) return fail(errors::file_unwritable, {path.string()});
        signals_.async_wait([this](const boost::system::error_code&, int) { stopped_ = true; });
        accept();
        return log_.started(path.string());
    }

    Result<void> run(const std::function<bool()>& stop) {
        while (!stopped_ && !(stop && stop())) {
            context_.poll();
            if (waiting_.empty() && !has_due_work_) {
                auto waited = wait_for_work();
                if (!waited) return waited;
            }
            if (context_.stopped()) context_.restart();
            auto worked = work();
            if (!worked) return worked;
        }
        std::error_code ignored;
        std::filesystem::remove(county_.folder() / "node.sock", ignored);
        auto copying = look_at_copying();
        return copying ? county_.node().write_rows() : copying;
    }

    void receive(const std::shared_ptr<Session>& session, const std::string& line) {
        if (waiting_.size() >= queue_max) {
            refuse(session, fail(queue_full, {std::to_string(waiting_.size())}));
            return;
        }
        auto document = parse_document(line);
        auto command =
            document && document->is_object()
                ? read_command_line(*document)
                : Result<Command>{document ? fail(errors::command_not_object) : document.error()};
        if (!command) {
            refuse(session, command.error());
            return;
        }
        // The engine speaks for itself; nobody outside may speak for it.
        if (command->actor == system_actor) {
            refuse(session, fail(errors::no_such_actor, {command->actor.text()}));
            return;
        }
        if (command->id.empty()) command->id = fresh_command_id();
        waiting_.push_back({session, std::move(*command)});
    }

private:
    struct Waiting {
        std::shared_ptr<Session> session;
        Command command;
    };

    void refuse(const std::shared_ptr<Session>& session, const Error& error) {
        log_.refused(error);
        session->reply(refusal_document(error));
    }

    Document refused(const Error& error) {
        log_.refused(error);
        return refusal_document(error);
    }

    void accept() {
        acceptor_.async_accept([this](const boost::system::error_code& problem, Socket socket) {
            if (problem) return;
            std::make_shared<Session>(std::move(socket), *this)->read();
            accept();
        });
    }

    /// The first quiet moment is used to write the rows that lists lack.
    Result<void> wait_for_work() {
        auto& node = county_.node();
        if (node.has_deferred_rows()) {
            if (context_.run_one_for(quiet_before_writing_rows) > 0) return {};
            auto written = node.write_some_rows();
            if (!written || node.has_deferred_rows()) return written;
        }
        context_.run_one_for(time_until_due());
        return {};
    }

    std::chrono::milliseconds time_until_due() {
        const auto next = county_.node().next_due();
        if (!next || !*next) return idle_wait_max;
        const std::chrono::milliseconds wait{(*next)->milliseconds - county_.now().milliseconds};
        return std::clamp(wait, std::chrono::milliseconds{0}, idle_wait_max);
    }

    struct Answer {
        std::shared_ptr<Session> session;
        CommandId command;
        Document document;
    };

    using Answers = std::vector<Answer>;

    /// One group. Where it fails the node ends, but not before everybody who waits has been told.
    Result<void> work() {
        Answers answers;
        auto worked = work_on_group(answers);
        if (!worked) {
            for (auto& answer : answers)
                answer.document = refusal(worked.error(), answer.command);
            for (const auto& waiting : waiting_) {
                const auto& id = waiting.command.id;
                answers.push_back({waiting.session, id, refusal(worked.error(), id)});
            }
            waiting_.clear();
        }
        for (const auto& answer : answers)
            answer.session->reply(answer.document);
        if (!worked) context_.poll();
        return worked;
    }

    /// These make groups of their own, between two others: an import may come to nothing as a
    /// whole; a search by a sealed value needs the keys that only the node holds.
    static bool stands_alone(const Waiting& waiting) {
        return alone(waiting.command.kind) != nullptr;
    }

    using Alone = Result<Document> (*)(County& county, const Command& command);

    static Alone alone(std::string_view kind) {
        return kind == "import_rows"       ? &import_rows
               : kind == "take_checkpoint" ? &take_checkpoint
               : kind == "find_sealed"     ? &find_sealed
                                           : nullptr;
    }

    Result<void> work_alone(Answers& answers) {
        auto [session, command] = std::move(waiting_.front());
        waiting_.pop_front();
        auto report = alone(command.kind)(county_, command);
        auto answer = report ? std::move(*report) : refused(report.error());
        answer.as_object()["id"] = command.id.text();
        answers.push_back({std::move(session), command.id, std::move(answer)});
        const auto* stopped = county_.node().stopped_by();
        return stopped == nullptr ? Result<void>{} : *stopped;
    }

    /// A disk that is not in order is trusted no more, as where a commit fails.
    Result<void> look_at_copying() {
        const auto failure = county_.store().checkpoint_failure();
        if (failure && !sqlite::leaves_disk_in_order(*failure)) return *failure;
        log_.copying_failed(failure);
        return {};
    }

    /// What has arrived, then what is due.
    Result<void> work_on_group(Answers& answers) {
        auto copying = look_at_copying();
        if (!copying) return copying;
        auto checkpointed = county_.take_daily_checkpoint();
        if (!checkpointed) return checkpointed;
        if (!waiting_.empty() && stands_alone(waiting_.front())) return work_alone(answers);
        const auto alone = std::find_if(waiting_.begin(), waiting_.end(), stands_alone);
        const auto before = static_cast<std::size_t>(alone - waiting_.begin());
        const auto count = std::min(before, group_max);
        auto& node = county_.node();
        const auto due = node.has_due_work(county_.now());
        if (!due) return due.error();
        has_due_work_ = false;
        if (count == 0 && !*due) return {};
        auto begun = node.begin_group();
        if (!begun) return begun;
        for (std::size_t i = 0; i < count; ++i) {
            auto& [session, command] = waiting_.front();
            const auto reply = node.execute(command, county_.now());
            auto answer = reply ? to_document(*reply) : refused(reply.error());
            answer.as_object()["id"] = command.id.text();
            answers.push_back({std::move(session), command.id, std::move(answer)});
            waiting_.pop_front();
        }
        const auto done = work_that_is_due();
        if (!done && node.stopped_by() == nullptr) {
            node.abandon_group();
            return done.error();
        }
        auto committed = node.commit_group(); // of a stopped node it says why
        if (!committed) return committed;
        has_due_work_ = *done > 0;
        return {};
    }

    /// A command may have made due what was not before.
    Result<int> work_that_is_due() {
        const auto due = county_.node().has_due_work(county_.now());
        if (!due) return due.error();
        if (!*due) return 0;
        return county_.node().do_due_work(county_.now(), due_per_group);
    }

    County& county_;
    NodeLog& log_;
    asio::io_context context_;
    asio::local::stream_protocol::acceptor acceptor_;
    asio::signal_set signals_;
    std::deque<Waiting> waiting_;
    bool stopped_ = false;
    bool has_due_work_ = false;
};

void Session::read() {
    asio::async_read_until(
        socket_,
        received_,
        '\n',
        [self = shared_from_this()](const boost::system::error_code& problem, std::size_t) {
            if (problem) return;
            std::istream lines{&self->received_};
            std::string line;
            std::getline(lines, line);
            self->server_.receive(self, line);
            self->read();
        }
    );
}

} // namespace

Result<void> run_node(County& county, NodeLog& log, const std::function<bool()>& stop) {
    Server server{county, log};
    auto ran = server.listen();
    // What stays open lets the rows of lists follow, and leaves copying the log to another thread.
    county.node().defer_rows();
    if (ran) ran = county.store().checkpoint_in_background();
    if (ran) ran = server.run(stop);
    if (ran) {
        log.stopped(nullptr);
    } else {
        const auto why = ran.error();
        log.stopped(&why);
    }
    return ran;
}

} // namespace gongdao
