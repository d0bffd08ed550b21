-- Views of a list that somebody keeps: search, filter, columns, under a name. They belong to an account and do not travel.
create table saved_view (
  account blob not null references account (id) on delete cascade,
  -- Name of the register.
  register text not null,
  -- What the account calls it.
  name text not null,
  -- The address after "?": names and values as a browser writes them.
  query text not null,
  primary key (account, register, name)
) strict, without rowid;
