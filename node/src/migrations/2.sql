-- Figures that are kept fresh with every write, and what must happen by the clock.
-- All of it follows from the register tables: it can be dropped and counted again.

-- What the records of one unit count to.
create table kept_figure (
  -- Register.
  register blob not null,
  -- unit_path.path
  path text not null,
  -- Unit.
  unit blob not null,
  -- Hash of the indicators and of the fields that they read, when it was counted.
  basis blob not null,
  -- The day that today() stood for: days since 1970; 0 when no indicator asks.
  day integer not null,
  -- Number of records, then each figure and the records behind it; null when it must be counted again.
  counts blob,
  primary key (register, path)
) strict, without rowid;

-- Registers of which every unit with live records has a row in kept_figure.
create table kept_register (
  -- Register.
  register blob not null primary key
) strict, without rowid;

-- Kept figures that a self-check found to differ. They stay until somebody takes note with a name.
create table figure_alarm (
  -- 1, 2, 3 …
  no integer not null primary key,
  -- When it was found: milliseconds since 1970.
  at integer not null,
  -- Register.
  register blob not null,
  -- Whose records.
  unit blob not null,
  -- unit_path.path
  path text not null,
  -- Name of the indicator; empty for the number of records.
  indicator text not null,
  -- What was kept.
  kept integer not null,
  -- What a recount gave.
  counted integer not null,
  -- When somebody took note: milliseconds since 1970.
  noted_at integer,
  -- Who took note.
  noted_by text
) strict;

-- When each job last ran.
create table job_run (
  -- Name of the job.
  job text not null primary key,
  -- When: milliseconds since 1970.
  at integer not null,
  -- How many things it did: units counted, heads signed, alarms raised.
  done integer not null
) strict, without rowid;
