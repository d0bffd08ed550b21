-- Files that belong to records: evidence of a task, the paper of a directive. A backup of the database has them too.

create table file (
  -- BLAKE3 of the content.
  hash blob not null primary key,
  -- Length of the content in bytes.
  size integer not null,
  -- The bytes as they were handed in.
  content blob not null
) strict;
