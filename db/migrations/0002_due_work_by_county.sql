-- What is due next is asked for one county at a time; without the county in front every row is read.
drop index timer_by_due_at;
create index timer_by_due_at on timer (org, due_at);

drop index outbox_by_not_before;
create index outbox_by_not_before on outbox (org, not_before, stream, work);

-- Kept messages are given up when their time is over; the earliest must be found without a scan.
create index message_by_expires_at on message (org, expires_at, stream);

-- A task's deadline that reaches a year without a holiday notice is counted again when it is out.
alter table task add column provisional integer;

delete from sqlite_stat1 where idx in ('timer_by_due_at', 'outbox_by_not_before');

insert into sqlite_stat1 (tbl, idx, stat) values
    ('timer', 'timer_by_due_at', '2000000 2000000 20'),
    ('outbox', 'outbox_by_not_before', '100000 100000 10 2 1'),
    ('message', 'message_by_expires_at', '100000 100000 1 1');

-- Its rows are made anew from the journal when the store is next opened.
update watermark set position = 0;
