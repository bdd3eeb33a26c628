-- Kept messages are given up when their time is over; the earliest must be found without a scan.
create index message_by_expires_at on message (org, expires_at);

-- A task's deadline that reaches a year without a holiday notice is counted again when it is out.
alter table task add column provisional integer;

insert into sqlite_stat1 (tbl, idx, stat) values
    ('message', 'message_by_expires_at', '100000 100000 1');

-- Its rows are made anew from the journal when the store is next opened.
update watermark set position = 0;
