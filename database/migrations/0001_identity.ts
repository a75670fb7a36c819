import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE EXTENSION IF NOT EXISTS unaccent;
      CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

      -- The one "now" of SQL. STABLE, so that an index on an instant can serve a comparison with it; tests replace it.
      CREATE FUNCTION taskflow_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT now()';

      CREATE TABLE users (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        email text NOT NULL,
        password text,                       -- PHC string; null until an invited person has set one
        name text NOT NULL DEFAULT '',
        is_admin boolean NOT NULL DEFAULT false,
        timezone text NOT NULL DEFAULT 'UTC', -- IANA name
        week_start smallint NOT NULL DEFAULT 1 CHECK (week_start BETWEEN 0 AND 6), -- 0 = Sunday
        theme text NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
        disabled_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX users_email_unique ON users (lower(email));

      CREATE TABLE sessions (
        id text PRIMARY KEY,                 -- of no use without the application key that signs the cookie
        list_id uuid NOT NULL UNIQUE DEFAULT uuidv7(), -- what the list of sessions shows in its place
        data text NOT NULL,
        user_id uuid REFERENCES users ON DELETE CASCADE,
        user_agent text,
        ip_address text,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sessions_user ON sessions (user_id);
      CREATE INDEX sessions_expiry ON sessions (expires_at);

      CREATE TABLE auth_access_tokens (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        tokenable_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        type text NOT NULL,
        name text,
        hash text NOT NULL UNIQUE,
        abilities text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        expires_at timestamptz
      );
      CREATE INDEX auth_access_tokens_user ON auth_access_tokens (tokenable_id);

      -- Links that let a person set a password: an invitation or a reset. Only the hash of the token is kept.
      CREATE TABLE password_links (
        token_hash text PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('invite', 'reset')),
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX password_links_user ON password_links (user_id);

      -- One row at most: what lets the first account in on a host that others can reach.
      CREATE TABLE setup_code (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        code text NOT NULL
      );

      -- Counters only: not worth the write-ahead log, so a request does not wait for the disk to be counted.
      CREATE UNLOGGED TABLE rate_limits (
        key text PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      );
      CREATE INDEX rate_limits_expire ON rate_limits (expire);
    `)
  }
}
