#pragma once

#include "core/ports/store.hpp"
#include "db/sqlite/connection.hpp"

namespace gongdao::sqlite {

/// The reads of core/ports/store.hpp over one connection, which the writer and the readers share.
[[nodiscard]] Result<StreamHead>
read_head(Connection& connection, const OrgId& org, const StreamId& stream);
[[nodiscard]] Result<StreamHead> read_head_at(
    Connection& connection, const OrgId& org, const StreamId& stream, std::int64_t position
);
[[nodiscard]] Result<std::optional<JournalRow>>
read_command(Connection& connection, const OrgId& org, const CommandId& command);
[[nodiscard]] Result<std::optional<JournalRow>>
read_command_beginning(Connection& connection, const OrgId& org, const std::string& beginning);
[[nodiscard]] Result<std::vector<JournalRow>>
read_journal_up_to(Connection& connection, std::int64_t position, std::int64_t first_seq);
[[nodiscard]] Result<std::vector<JournalRow>>
read_journal_after(Connection& connection, std::int64_t position, std::size_t limit);
[[nodiscard]] Result<std::int64_t> read_last_position(Connection& connection);
[[nodiscard]] Result<void> read_each_head(
    Connection& connection,
    const std::function<void(const OrgId&, const StreamId&, const StreamHead&)>& visit
);
[[nodiscard]] Result<std::optional<Record>>
read_record(Connection& connection, std::string_view table, const std::vector<Cell>& key);
[[nodiscard]] Result<std::vector<Record>>
read_selection(Connection& connection, const Selection& selection);
[[nodiscard]] Result<std::vector<Group>>
read_aggregation(Connection& connection, const Aggregation& aggregation);
[[nodiscard]] Result<void> read_table(
    Connection& connection, std::string_view table, const std::function<bool(const Record&)>& visit
);
[[nodiscard]] Result<std::vector<Checkpoint>> read_checkpoints(Connection& connection);
[[nodiscard]] Result<std::int64_t> read_watermark(Connection& connection, std::string_view table);

/// Gives a port its reads: `Port` is StoreReader, or StoreWriter, which extends it.
template <class Port>
class Reading : public Port {
public:
    explicit Reading(std::unique_ptr<Connection> connection) : connection_{std::move(connection)} {}

    Result<StreamHead> head(const OrgId& org, const StreamId& stream) override {
        return read_head(*connection_, org, stream);
    }

    Result<StreamHead>
    head_at(const OrgId& org, const StreamId& stream, std::int64_t position) override {
        return read_head_at(*connection_, org, stream, position);
    }

    Result<std::optional<JournalRow>>
    find_command(const OrgId& org, const CommandId& command) override {
        return read_command(*connection_, org, command);
    }

    Result<std::optional<JournalRow>>
    find_command_beginning(const OrgId& org, const std::string& beginning) override {
        return read_command_beginning(*connection_, org, beginning);
    }

    Result<std::vector<JournalRow>>
    journal_up_to(std::int64_t position, std::int64_t first_seq) override {
        return read_journal_up_to(*connection_, position, first_seq);
    }

    Result<std::vector<JournalRow>>
    journal_after(std::int64_t position, std::size_t limit) override {
        return read_journal_after(*connection_, position, limit);
    }

    Result<std::int64_t> last_position() override { return read_last_position(*connection_); }

    Result<void>
    each_head(const std::function<void(const OrgId&, const StreamId&, const StreamHead&)>& visit
    ) override {
        return read_each_head(*connection_, visit);
    }

    Result<std::optional<Record>>
    find(std::string_view table, const std::vector<Cell>& key) override {
        return read_record(*connection_, table, key);
    }

    Result<std::vector<Record>> select(const Selection& selection) override {
        return read_selection(*connection_, selection);
    }

    Result<std::vector<Group>> aggregate(const Aggregation& aggregation) override {
        return read_aggregation(*connection_, aggregation);
    }

    Result<void>
    scan(std::string_view table, const std::function<bool(const Record&)>& visit) override {
        return read_table(*connection_, table, visit);
    }

    Result<std::vector<Checkpoint>> checkpoints() override {
        return read_checkpoints(*connection_);
    }

    Result<std::int64_t> watermark(std::string_view table) override {
        return read_watermark(*connection_, table);
    }

protected:
    [[nodiscard]] Connection& connection() { return *connection_; }

private:
    std::unique_ptr<Connection> connection_;
};

/// Sees what is committed when a call begins.
class Reader final : public Reading<StoreReader> {
public:
    using Reading::Reading;
};

} // namespace gongdao::sqlite
