import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- How a task repeats. Its occurrences are rows of tasks; nothing is made ahead.
      CREATE TABLE series (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        rule text NOT NULL CHECK (char_length(rule) <= 512), -- RFC 5545, canonical
        pattern jsonb,              -- what the rule was made of; null when it came as a rule
        start_wall text NOT NULL,   -- DTSTART: a date (all-day), or a wall time
        timezone text,              -- IANA name; null when all-day
        mode text NOT NULL CHECK (mode IN ('fixed', 'after_completion')),
        version integer NOT NULL DEFAULT 1,
        ended_at timestamptz,       -- nothing follows any more
        ended_by text CHECK (ended_by IN ('rule', 'person', 'split')),
        previous_id uuid,           -- the series of which it is "this and following"
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
        CHECK ((timezone IS NULL) = (char_length(start_wall) = 10))
      );
      CREATE INDEX series_user ON series (user_id, id);
      CREATE INDEX series_live ON series (id) WHERE ended_at IS NULL; -- for the repair

      ALTER TABLE tasks
        ADD COLUMN series_id uuid REFERENCES series, -- which goes after its tasks
        ADD COLUMN occurrence_key text,     -- where the rule placed it, before any edit: '2026-03-07T09:00', after completion with '~N'
        ADD COLUMN detached boolean NOT NULL DEFAULT false, -- out of the series: completing it makes no next one
        ADD COLUMN skipped_at timestamptz,
        ADD COLUMN closed_at timestamptz,   -- when it was completed or skipped here, whatever time the client gave
        ADD COLUMN closing_event_id uuid,   -- of the event that closed it: who makes the next one shows it
        ADD COLUMN next_key text,           -- what follows, worked out at the closing; null: nothing
        ADD COLUMN next_task_id uuid,       -- null until the next one is made
        ADD COLUMN missed integer,          -- dates of the rule that passed between it and the next one
        ADD CONSTRAINT tasks_occurrence CHECK ((series_id IS NULL) = (occurrence_key IS NULL));

      CREATE UNIQUE INDEX tasks_occurrence_key ON tasks (series_id, occurrence_key)
        WHERE series_id IS NOT NULL; -- else every change of a plain task would write it too
      -- A live series waits for one thing: an open occurrence, or the making of the next one.
      CREATE UNIQUE INDEX tasks_one_open ON tasks (series_id)
        WHERE series_id IS NOT NULL AND status = 'active' AND deleted_at IS NULL AND NOT detached;
      CREATE UNIQUE INDEX tasks_one_pending ON tasks (series_id)
        WHERE next_key IS NOT NULL AND next_task_id IS NULL AND NOT detached;
      CREATE INDEX tasks_closed ON tasks (series_id, closed_at DESC NULLS LAST, id DESC) INCLUDE (missed, skipped_at)
        WHERE series_id IS NOT NULL AND status = 'completed' AND NOT detached; -- for history and streaks
      CREATE INDEX tasks_pending ON tasks (closed_at)
        WHERE next_key IS NOT NULL AND next_task_id IS NULL AND NOT detached; -- for the sweep

      -- The release of the zone data that the instants of due dates were worked out with.
      CREATE TABLE time_zone_data (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        version text NOT NULL,
        rebuilt_at timestamptz NOT NULL
      );
    `)
  }
}
