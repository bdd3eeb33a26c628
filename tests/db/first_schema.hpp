#pragma once

#include "db/sqlite/connection.hpp"

#include <doctest/doctest.h>

#include <string>

namespace gongdao::testing {

/// Takes a store back to how the first version of its schema left it.
inline void to_first_schema(const std::string& path) {
    auto connection = sqlite::Connection::open(path, sqlite::Access::write);
    REQUIRE(connection.has_value());
    const auto done = (*connection)->execute(R"(
        drop trigger journal_rows_do_not_change;
        drop trigger journal_rows_do_not_vanish;
        create table journal_first (
            position integer primary key, org text not null, stream text not null,
            seq integer not null check (seq >= 1), command_id text not null, actor text not null,
            occurred_at integer not null, recorded_at integer not null, kind text not null,
            events text not null, previous blob not null check (length(previous) = 32),
            hash blob not null check (length(hash) = 32), unique (org, stream, seq)
        ) strict;
        insert into journal_first
        select position, org, stream, seq, command_id, actor, occurred_at, recorded_at, kind,
               events, previous, hash
        from journal;
        drop table journal;
        alter table journal_first rename to journal;
        create index journal_by_command on journal (org, command_id);
        create trigger journal_rows_do_not_change before update on journal
        begin select raise(abort, 'a journal row never changes'); end;
        create trigger journal_rows_do_not_vanish before delete on journal
        begin select raise(abort, 'a journal row is never deleted'); end;
        drop table command;
        delete from watermark where name = 'command';
        drop table stream_state;
        create table stream_state (
            org text not null, stream text not null, kind text not null, seq integer not null,
            state text not null, primary key (org, stream)
        ) strict;
        drop index message_by_expires_at;
        alter table task drop column provisional;
        delete from schema_version where version > 1;
    )");
    REQUIRE(done.has_value());
}

} // namespace gongdao::testing
