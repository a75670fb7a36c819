import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- The outbox: written with the change that it describes, numbered and published by the relay.
      -- No foreign key to users: what happened outlives who did it until it is handled.
      CREATE TABLE events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the order of recording; taken before the commit
        event_id uuid NOT NULL UNIQUE,
        event_type text NOT NULL,
        schema_version smallint NOT NULL,
        topic text NOT NULL,                -- written by the release that knows the type; the relay's may be older
        updates_topic text,                 -- where a shortened record goes too
        recorded_at timestamptz NOT NULL,   -- the envelope's timestamp
        committed_at timestamptz NOT NULL DEFAULT clock_timestamp(), -- nearly: what latency is measured from
        user_id uuid NOT NULL,              -- the key: one user's events keep their order
        task_id uuid,
        data jsonb NOT NULL,
        actor jsonb NOT NULL,
        request_id text,
        traceparent text,
        position bigint UNIQUE,             -- commit-ordered, without gaps, over all users
        user_seq bigint,                    -- the same within one user
        published_at timestamptz
      );
      CREATE INDEX events_unnumbered ON events (id) WHERE position IS NULL;
      CREATE INDEX events_unpublished ON events (user_id, position) WHERE position IS NOT NULL AND published_at IS NULL;
      CREATE INDEX events_published ON events (published_at) WHERE published_at IS NOT NULL;

      -- The last numbers given; a row of its own, because events are cleaned away.
      CREATE TABLE event_positions (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        last bigint NOT NULL
      );
      CREATE TABLE user_event_sequences (
        user_id uuid PRIMARY KEY,
        last bigint NOT NULL
      ) WITH (fillfactor = 50);

      -- Who plays a part that must be played once, until when. The epoch fences a former holder.
      CREATE TABLE leases (
        name text PRIMARY KEY,
        holder text NOT NULL,
        epoch bigint NOT NULL,
        expires_at timestamptz NOT NULL,
        -- A key, so that taking over waits for who has the row FOR KEY SHARE, and renewing does not.
        UNIQUE (name, epoch)
      ) WITH (fillfactor = 50);

      -- What the scheduler is to be told, written with the change that asks for it.
      CREATE TABLE job_effects (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        due_at timestamptz,                 -- null: the job is to be cancelled
        data jsonb,
        CHECK ((due_at IS NULL) = (data IS NULL))
      );

      -- Numbers committed events in the order of their recording, for the holder of a lease alone; answers how many.
      -- Several statements on purpose: each sees what was committed when it begins, so the last one sees what a twin of
      -- this call has numbered that went before it on the row of event_positions.
      CREATE FUNCTION taskflow_number_events(lease_name text, lease_holder text, lease_epoch bigint, most integer)
        RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
        DECLARE
          base bigint;
          numbered integer;
        BEGIN
          IF NOT EXISTS (SELECT FROM events WHERE position IS NULL) THEN RETURN 0; END IF; -- a lock writes to the disk
          PERFORM FROM leases WHERE name = lease_name AND holder = lease_holder AND epoch = lease_epoch FOR KEY SHARE;
          IF NOT FOUND THEN RETURN 0; END IF;
          INSERT INTO event_positions (last) VALUES (0) ON CONFLICT DO NOTHING;
          SELECT last INTO base FROM event_positions FOR UPDATE;
          WITH fresh AS MATERIALIZED (
            SELECT id, user_id, row_number() OVER (ORDER BY id) AS n,
              row_number() OVER (PARTITION BY user_id ORDER BY id) AS user_n
            FROM (SELECT id, user_id FROM events WHERE position IS NULL ORDER BY id LIMIT most) AS unnumbered),
          counts AS (SELECT user_id, count(*) AS fresh FROM fresh GROUP BY user_id),
          each_user AS (
            INSERT INTO user_event_sequences AS s (user_id, last) SELECT user_id, fresh FROM counts ORDER BY user_id
            ON CONFLICT (user_id) DO UPDATE SET last = s.last + excluded.last
            RETURNING user_id, last)
          UPDATE events SET position = base + fresh.n, user_seq = each_user.last - counts.fresh + fresh.user_n
          FROM fresh JOIN counts USING (user_id) JOIN each_user USING (user_id)
          WHERE events.id = fresh.id;
          GET DIAGNOSTICS numbered = ROW_COUNT;
          UPDATE event_positions SET last = base + numbered;
          RETURN numbered;
        END $$;

      -- The inbox: what a consumer has done, written with its effect.
      CREATE TABLE processed_events (
        consumer text NOT NULL,
        event_id uuid NOT NULL,
        processed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (consumer, event_id)
      );
      CREATE INDEX processed_events_age ON processed_events (processed_at);

      -- How far a consumer has read on the embedded platform, which has no broker to remember it.
      CREATE TABLE consumer_cursors (
        consumer text PRIMARY KEY,
        position bigint NOT NULL
      ) WITH (fillfactor = 50);

      -- Events whose handling failed for a reason of their own, and is being tried again.
      CREATE TABLE event_failures (
        consumer text NOT NULL,
        event_id uuid NOT NULL,
        tries smallint NOT NULL,
        error text NOT NULL,
        failed_at timestamptz NOT NULL,
        PRIMARY KEY (consumer, event_id)
      );

      -- What could not be handled for good: an event that a consumer gave up, or a record that cannot be read.
      CREATE TABLE dead_letters (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer text,                      -- null: no consumer came to see it
        event_id uuid,                      -- null: not readable as an event
        event_type text,
        user_id uuid,
        event jsonb,                        -- the envelope
        record bytea,                       -- what the broker had, where it is no event
        topic text,
        partition integer,
        record_offset bigint,
        error text NOT NULL,
        tries smallint NOT NULL,
        created_at timestamptz NOT NULL,
        UNIQUE (consumer, event_id)
      );
      -- With its bytes: the offsets of a topic that was made anew begin anew.
      CREATE UNIQUE INDEX dead_letters_place ON dead_letters (topic, partition, record_offset, md5(record)) WHERE record IS NOT NULL;
      CREATE INDEX dead_letters_user ON dead_letters (user_id) WHERE user_id IS NOT NULL;

      -- Where the processes of each role can be reached on the embedded platform.
      CREATE TABLE role_instances (
        id uuid PRIMARY KEY,
        role text NOT NULL,
        url text NOT NULL,
        heartbeat_at timestamptz NOT NULL
      );

      -- The state store of the embedded platform.
      CREATE TABLE state_entries (
        key text PRIMARY KEY,
        value jsonb NOT NULL,
        etag uuid NOT NULL
      );
    `)
  }
}
