-- The journal is the record; every table below it is a function of the journal and can be rebuilt.
-- Instants are milliseconds since 1970-01-01T00:00:00Z, amounts are fen, JSON texts are canonical.

pragma application_id = 1196379719; -- 'GONG'

create table schema_version (
    version integer primary key,
    name    text not null
) strict;

create table meta (
    name  text primary key,
    value text not null
) strict, without rowid;

insert into meta (name, value) values ('store_id', lower(hex(randomblob(16))));

create table journal (
    position    integer primary key,
    org         text not null,
    stream      text not null,
    seq         integer not null check (seq >= 1),
    command_id  text not null,
    actor       text not null,
    occurred_at integer not null,
    recorded_at integer not null,
    kind        text not null,
    events      text not null,
    previous    blob not null check (length(previous) = 32),
    hash        blob not null check (length(hash) = 32),
    unique (org, stream, seq)
) strict;

create index journal_by_command on journal (org, command_id);

create trigger journal_rows_do_not_change before update on journal
begin
    select raise(abort, 'a journal row never changes');
end;

create trigger journal_rows_do_not_vanish before delete on journal
begin
    select raise(abort, 'a journal row is never deleted');
end;

create table checkpoint (
    number       integer primary key,
    taken_at     integer not null,
    position     integer not null,
    stream_count integer not null,
    row_count    integer not null,
    heads        blob not null check (length(heads) = 32),
    previous     blob not null check (length(previous) = 32),
    signature    text not null
) strict;

create table watermark (
    name     text primary key,
    position integer not null
) strict, without rowid;

-- Tables with long texts keep a rowid, so that a row of up to a page stays in one piece; narrow ones
-- live in their key.

create table stream_state (
    org    text not null,
    stream text not null,
    kind   text not null,
    seq    integer not null,
    state  text not null,
    primary key (org, stream)
) strict;

create table case_index (
    org           text not null,
    stream        text not null,
    pack          text not null,
    pack_version  text,
    number        text,
    reference     text,
    title         text,
    status        text not null,
    stage         text,
    owner         text,
    opened_at     integer,
    closed_at     integer,
    rank          integer,
    proposed_rank integer,
    confirmed_by  text,
    ranked_at     integer,
    incidents     integer,
    data          text,
    primary key (org, stream)
) strict;

create index case_by_status on case_index (org, pack, status, stream);
create index case_by_number on case_index (org, number, stream);
create index case_by_reference on case_index (org, reference, stream);

create table task (
    org        text not null,
    stream     text not null,
    task       integer not null,
    pack       text,
    number     text,
    element    text not null,
    name       text,
    roles      text,
    assignee   text,
    owner      text,
    form       text,
    created_at integer,
    due_at     integer,
    priority   integer,
    primary key (org, stream, task)
) strict, without rowid;

create index task_by_assignee on task (org, assignee, due_at);
create index task_by_roles on task (org, roles, due_at);

create table timer (
    org         text not null,
    stream      text not null,
    timer       integer not null,
    due_at      integer not null,
    element     text,
    provisional integer,
    primary key (org, stream, timer)
) strict, without rowid;

create index timer_by_due_at on timer (due_at);

create table subscription (
    org          text not null,
    stream       text not null,
    subscription integer not null,
    kind         text not null,
    name         text not null,
    correlation  text,
    primary key (org, stream, subscription)
) strict, without rowid;

create index subscription_by_name on subscription (org, kind, name, correlation);

create table outbox (
    org             text not null,
    stream          text not null,
    work            integer not null,
    kind            text not null,
    name            text,
    idempotency_key text,
    payload         text,
    not_before      integer,
    attempts        integer,
    primary key (org, stream, work)
) strict;

create index outbox_by_not_before on outbox (not_before, org, stream, work);

create table entry (
    org        text not null,
    register   text not null,
    key        text not null,
    stream     text not null,
    seq        integer not null,
    status     text,
    updated_at integer,
    data       text,
    primary key (org, register, key)
) strict;

create table batch (
    org        text not null,
    stream     text not null,
    definition text not null,
    pack       text,
    period     text,
    status     text not null,
    items      integer,
    amount     integer,
    opened_at  integer,
    closed_at  integer,
    data       text,
    primary key (org, stream)
) strict;

create table batch_chunk (
    org        text not null,
    stream     text not null,
    chunk      integer not null,
    definition text not null,
    period     text,
    status     text,
    items      text not null,
    primary key (org, stream, chunk)
) strict;

create index batch_chunk_by_period on batch_chunk (org, definition, period, stream);

create view batch_item as
select chunk.org,
       chunk.stream,
       chunk.definition,
       chunk.period,
       chunk.status,
       json_extract(element.value, '$.key') as item,
       element.value as data
from batch_chunk as chunk, json_each(chunk.items) as element;

create table pack (
    org         text not null,
    stream      text not null,
    id          text not null,
    version     text not null,
    title       text,
    deployed_at integer,
    primary key (org, stream)
) strict;

create table message (
    org         text not null,
    stream      text not null,
    name        text not null,
    correlation text,
    payload     text,
    expires_at  integer,
    primary key (org, stream)
) strict;

create index message_by_name on message (org, name, correlation, stream);

-- How many rows share each beginning of an index, in a county with a million open cases. Without it
-- the planner takes every equality to be equally telling and may read a whole county in key order.
analyze sqlite_schema;

insert into sqlite_stat1 (tbl, idx, stat) values
    ('journal', 'journal_by_command', '4000000 4000000 1'),
    ('journal', 'sqlite_autoindex_journal_1', '4000000 4000000 20 1'),
    ('case_index', 'sqlite_autoindex_case_index_1', '1000000 1000000 1'),
    ('case_index', 'case_by_status', '1000000 1000000 50000 5000 1'),
    ('case_index', 'case_by_number', '1000000 1000000 1 1'),
    ('case_index', 'case_by_reference', '1000000 1000000 2 1'),
    ('task', 'task', '1000000 1000000 2 1'),
    ('task', 'task_by_assignee', '1000000 1000000 500 2'),
    ('task', 'task_by_roles', '1000000 1000000 20000 4'),
    ('timer', 'timer', '2000000 2000000 2 1'),
    ('timer', 'timer_by_due_at', '2000000 20'),
    ('subscription', 'subscription', '1000000 1000000 2 1'),
    ('subscription', 'subscription_by_name', '1000000 1000000 200000 20000 1'),
    ('outbox', 'sqlite_autoindex_outbox_1', '100000 100000 2 1'),
    ('outbox', 'outbox_by_not_before', '100000 10 10 2 1'),
    ('entry', 'sqlite_autoindex_entry_1', '1000000 1000000 100000 1'),
    ('batch_chunk', 'sqlite_autoindex_batch_chunk_1', '100000 100000 1000 1'),
    ('batch_chunk', 'batch_chunk_by_period', '100000 100000 5000 500 500'),
    ('message', 'sqlite_autoindex_message_1', '100000 100000 1'),
    ('message', 'message_by_name', '100000 100000 10000 1 1');
