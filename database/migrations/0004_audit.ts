import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- The audit trail: each event once, as it came. No foreign key to users: that something was done outlives the
      -- account; what a person wrote does not (erased_at).
      CREATE TABLE audit_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the order of storing
        event_id uuid NOT NULL UNIQUE,
        position bigint NOT NULL,
        user_seq bigint NOT NULL,
        user_id uuid NOT NULL,
        task_id uuid,
        event_type text NOT NULL,
        schema_version integer NOT NULL,
        occurred_at timestamptz NOT NULL,   -- the envelope's timestamp
        actor jsonb NOT NULL,
        request_id text,
        traceparent text,
        data jsonb NOT NULL,
        understood boolean NOT NULL,        -- false: of a release newer than the one that stored it
        stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        erased_at timestamptz               -- when data and the actor's label went, with the account
      );
      CREATE INDEX audit_entries_user ON audit_entries (user_id, position DESC, id DESC);
      CREATE INDEX audit_entries_task ON audit_entries (user_id, task_id, position DESC, id DESC) WHERE task_id IS NOT NULL;
      CREATE INDEX audit_entries_type ON audit_entries (user_id, event_type, position DESC, id DESC);
      CREATE INDEX audit_entries_since ON audit_entries (user_id, occurred_at); -- for a short time; a long one is audit_entries_user's
    `)
  }
}
