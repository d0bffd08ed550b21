-- The ledger, what stands beside it, and what a node knows about itself.
-- Register tables are not here: projection makes them from their definitions.

-- Facts about this node.
create table meta (
  -- What: node, public_key.
  name text not null primary key,
  -- Its value.
  value text not null,
  -- BLAKE3 of name and value, so that verify notices a change.
  sum blob not null
) strict;

-- One row per stream (node, unit): where it ends.
create table stream (
  -- Number of the stream on this node.
  no integer not null primary key,
  -- Whose records.
  unit blob not null,
  -- Who wrote.
  node blob not null,
  -- Number of its last entry.
  seq integer not null,
  -- Hash of its last entry.
  hash blob not null,
  -- Clock of its last entry: milliseconds since 1970.
  millis integer not null,
  -- Clock of its last entry: counter within the millisecond.
  counter integer not null,
  -- Its last entry, as this node counts (entry.no).
  last integer not null,
  unique (unit, node)
) strict;

-- The chain. Nothing here is ever changed or deleted.
create table entry (
  -- Order in which this node took the entries in: 1, 2, 3 …, without gaps. An entry comes after all it has seen.
  no integer not null primary key,
  -- stream.no
  stream integer not null,
  -- Number within the stream.
  seq integer not null,
  -- Hash of the bytes.
  hash blob not null,
  -- Canonical bytes.
  bytes blob not null,
  unique (stream, seq)
) strict;

-- Salts and bodies of one entry, beside the chain: lawful erasure rewrites them, and nothing else.
create table pack (
  -- entry.no
  entry integer not null primary key,
  -- CBOR: one slot for each change.
  bytes blob not null
) strict;

-- Signed heads: the node vouches for the stream up to here.
create table signature (
  -- stream.no
  stream integer not null,
  -- Number of the entry that is signed.
  seq integer not null,
  -- Hash of that entry.
  hash blob not null,
  -- When, by the signer's clock: milliseconds since 1970.
  at integer not null,
  -- Public key of the signer, 32 bytes.
  public_key blob not null,
  -- Ed25519 signature over stream, number, hash and moment.
  bytes blob not null,
  primary key (stream, seq)
) strict;

-- Entries that changed a record, all but the latest (which the row itself carries).
-- A record that was written once has no row here.
create table record_entry (
  -- Record id.
  record blob not null,
  -- entry.no
  entry integer not null,
  primary key (record, entry)
) strict, without rowid;

-- The place of a unit in the tree, given when the unit is first written and never changed.
create table unit_path (
  -- Unit id.
  unit blob not null primary key,
  -- Number of the unit on this node.
  no integer not null unique,
  -- Path of the unit above it, then four base-36 digits of its own number.
  path text not null unique
) strict;

-- Who read which personal record, when and why. Each row is chained to the one before it.
create table read_log (
  -- 1, 2, 3 …, without gaps.
  no integer not null primary key,
  -- When: milliseconds since 1970, this node's clock.
  at integer not null,
  -- Officer id.
  officer blob not null,
  -- Register.
  definition blob not null,
  -- Record id.
  record blob not null,
  -- What for, in the officer's words or as the page states it.
  purpose text not null,
  -- BLAKE3 of the hash before and this row.
  hash blob not null
) strict;

create index read_log_record on read_log (record, at);
