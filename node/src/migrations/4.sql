-- Who may sign in at this node. None of it travels: an entry names an officer, never an account.

create table account (
  -- 16 random bytes.
  id blob not null primary key,
  -- Name to sign in with, folded: small letters, no accents.
  login text not null unique,
  -- Officer as whom the account acts; null for an administrator without a post.
  officer blob,
  -- Password in argon2id, with its parameters and salt (PHC string); null until one is set.
  password text,
  -- 1: a new password must be chosen at the next sign-in.
  must_change integer not null default 0,
  -- 1: may not sign in.
  disabled integer not null default 0,
  -- When it was made: milliseconds since 1970, this node's clock.
  created_at integer not null,
  -- Wrong passwords in a row.
  failures integer not null default 0,
  -- No attempt is looked at before this moment; null when none is barred.
  barred_until integer,
  -- When somebody last signed in; null for never.
  signed_in_at integer
) strict;

-- Which role an account holds for which unit.
create table account_grant (
  -- Account.
  account blob not null references account (id),
  -- Name of the role in definitions/roles.
  role text not null,
  -- Unit id: the role reaches it and what is below.
  unit blob not null,
  primary key (account, role, unit)
) strict;

-- A signed-in browser.
create table session (
  -- BLAKE3 of the secret in the cookie: whoever reads this table cannot sign in with it.
  secret blob not null primary key,
  -- Number by which people see and end it: 8 random bytes in hexadecimal.
  name text not null unique,
  -- Account.
  account blob not null references account (id),
  -- When it began: milliseconds since 1970.
  begun_at integer not null,
  -- When it was last used, to the minute.
  used_at integer not null,
  -- When it ends whatever happens.
  ends_at integer not null,
  -- Browser, as it calls itself, cut to 200 characters.
  agent text not null,
  -- Address it came from.
  address text not null
) strict;

create index session_account on session (account);

-- A key by which another program acts for an account at the API.
create table token (
  -- BLAKE3 of the key.
  secret blob not null primary key,
  -- Number by which people see and withdraw it.
  name text not null unique,
  -- Account.
  account blob not null references account (id),
  -- What it is for, in the words of whoever made it.
  purpose text not null,
  -- 1: may also write records.
  may_write integer not null,
  -- When it was made.
  created_at integer not null,
  -- When it ends.
  ends_at integer not null,
  -- When it was last used, to the minute; null for never.
  used_at integer
) strict;

create index token_account on token (account);

-- What happened to accounts: sign-ins, refusals, grants. Never a password, never a secret.
create table account_log (
  -- 1, 2, 3 …
  no integer not null primary key,
  -- When: milliseconds since 1970.
  at integer not null,
  -- Account, where one is known.
  account blob,
  -- The account's name; "" where a name that is nobody's was typed: it may be a password in the wrong field.
  login text not null,
  -- What happened: signed_in, refused, barred, signed_out, password_set, granted, revoked, disabled, enabled, token_made, token_ended.
  event text not null,
  -- Address it came from; "" on the command line.
  address text not null,
  -- Who did it to the account, where it was another one.
  by_account blob,
  -- What else is worth knowing: a role and a unit.
  detail text not null
) strict;

create index account_log_account on account_log (account, no);
