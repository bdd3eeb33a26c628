-- The journal is only ever appended to (ADR 0009): each row names the row of its stream before it,
-- each state the last one. Both were random inserts into an index with every commit.
drop trigger journal_rows_do_not_change;
drop trigger journal_rows_do_not_vanish;

create table journal_chain (
    position    integer primary key,
    org         text not null,
    stream      text not null,
    seq         integer not null check (seq >= 1),
    before      integer not null check (before >= 0),
    command_id  text not null,
    actor       text not null,
    occurred_at integer not null,
    recorded_at integer not null,
    kind        text not null,
    previous    blob not null check (length(previous) = 32),
    hash        blob not null check (length(hash) = 32),
    events      text not null
) strict;

insert into journal_chain
select position, org, stream, seq,
       coalesce((select before.position from journal as before
                 where before.org = journal.org and before.stream = journal.stream
                   and before.seq = journal.seq - 1), 0),
       command_id, actor, occurred_at, recorded_at, kind, previous, hash, events
from journal order by position;

drop table journal;
alter table journal_chain rename to journal;

create trigger journal_rows_do_not_change before update on journal
begin
    select raise(abort, 'a journal row never changes');
end;

create trigger journal_rows_do_not_vanish before delete on journal
begin
    select raise(abort, 'a journal row is never deleted');
end;

drop table stream_state;

create table stream_state (
    org      text not null,
    stream   text not null,
    kind     text not null,
    seq      integer not null,
    position integer not null,
    state    text not null,
    primary key (org, stream)
) strict;

-- The row that a command wrote first.
create table command (
    org        text not null,
    command_id text not null,
    position   integer not null,
    primary key (org, command_id)
) strict, without rowid;

delete from sqlite_stat1 where tbl = 'journal';

insert into sqlite_stat1 (tbl, idx, stat) values ('command', 'command', '4000000 4000000 1');

-- Their rows are made anew from the journal when the store is next opened.
update watermark set position = 0;
