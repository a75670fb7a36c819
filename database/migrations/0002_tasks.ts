import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- What search and sorting compare: accents and case folded, everything but letters and digits a space.
      CREATE FUNCTION taskflow_fold(value text) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS
        $$ SELECT btrim(regexp_replace(lower(unaccent(value)), '[^[:alnum:]]+', ' ', 'g')) $$;

      -- What every lexeme of an owner begins with. GIN has no composite keys: with user_id as another column of the
      -- index a prefix would still collect the matches of everybody, to intersect them afterwards.
      CREATE FUNCTION taskflow_owner_key(owner uuid) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
        $$ SELECT 'u' || right(owner::text, 8) $$;

      CREATE FUNCTION taskflow_owner_words(owner uuid, value text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
        $$ SELECT regexp_replace(taskflow_fold(coalesce(value, '')), '[^ ]+', taskflow_owner_key(owner) || '\\&', 'g') $$;

      CREATE FUNCTION taskflow_search_vector(owner uuid, title text, tags text, description text)
        RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
          SELECT setweight(to_tsvector('simple', taskflow_owner_words(owner, title)), 'A')
              || setweight(to_tsvector('simple', taskflow_owner_words(owner, tags)), 'B')
              || setweight(to_tsvector('simple', taskflow_owner_words(owner, description)), 'C') $$;

      -- A search as a tsquery, from [{text, phrase, excluded, also: [word, …]}]. Words are quoted as lexemes, so no
      -- text is ever read as tsquery syntax; what holds no word is left out. For ranking it is any of the terms that are
      -- not excluded: ts_rank of an AND counts how often and how near, which lets a long description beat a title.
      CREATE FUNCTION taskflow_search_query(owner uuid, terms jsonb, for_rank boolean DEFAULT false)
        RETURNS tsquery LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        DECLARE
          term jsonb;
          words text[];
          part tsquery;
          result tsquery;
          near text;
        BEGIN
          FOR term IN SELECT * FROM jsonb_array_elements(terms) LOOP
            words := array_remove(string_to_array(taskflow_owner_words(owner, term ->> 'text'), ' '), '');
            CONTINUE WHEN coalesce(cardinality(words), 0) = 0 OR (for_rank AND (term ->> 'excluded')::boolean);
            IF (term ->> 'phrase')::boolean THEN
              part := phraseto_tsquery('simple', array_to_string(words, ' '));
            ELSE
              -- "re-cut" is two words in a row, of which the last may go on.
              part := to_tsquery('simple', array_to_string(ARRAY(
                SELECT quote_literal(w) FROM unnest(words[:cardinality(words) - 1]) AS w
              ) || (quote_literal(words[cardinality(words)]) || ':*'), ' <-> '));
            END IF;
            FOR near IN SELECT * FROM jsonb_array_elements_text(coalesce(term -> 'also', '[]')) LOOP
              part := part || to_tsquery('simple', quote_literal(taskflow_owner_key(owner) || near));
            END LOOP;
            CONTINUE WHEN numnode(part) = 0;
            IF (term ->> 'excluded')::boolean THEN part := !! part; END IF;
            result := CASE WHEN result IS NULL THEN part WHEN for_rank THEN result || part ELSE result && part END;
          END LOOP;
          RETURN coalesce(result, ''::tsquery);
        END $$;

      CREATE TABLE tasks (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
        description text CHECK (char_length(description) <= 10000),
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'completed')),
        priority smallint NOT NULL DEFAULT 2 CHECK (priority BETWEEN 1 AND 4), -- low, medium, high, urgent
        due_on date,                -- all-day: the date is the truth
        due_wall timestamp,         -- timed: wall time and zone are the truth
        due_timezone text,          -- IANA name, timed only
        due_at timestamptz,         -- cache of both kinds: when the task becomes overdue
        version integer NOT NULL DEFAULT 1,
        title_sort text NOT NULL,   -- left(taskflow_fold(title), 80)
        search tsvector NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        completed_at timestamptz,
        deleted_at timestamptz,
        CHECK (due_on IS NULL OR due_wall IS NULL),
        CHECK ((due_wall IS NULL) = (due_timezone IS NULL)),
        CHECK ((due_at IS NULL) = (due_on IS NULL AND due_wall IS NULL)),
        CHECK ((status = 'completed') = (completed_at IS NOT NULL))
      );

      -- One index for each sort of the list, within one status: a list of both statuses merges two scans.
      -- (No due date sorts last both ways, hence the two infinities.)
      -- (due_at itself is included so that the counts of the sidebar are read from the index alone.)
      CREATE INDEX tasks_due ON tasks (user_id, status, (coalesce(due_at, 'infinity')), id) INCLUDE (due_at) WHERE deleted_at IS NULL;
      CREATE INDEX tasks_due_desc ON tasks (user_id, status, (coalesce(due_at, '-infinity')), id) WHERE deleted_at IS NULL;
      CREATE INDEX tasks_priority ON tasks (user_id, status, priority, id) WHERE deleted_at IS NULL;
      CREATE INDEX tasks_created ON tasks (user_id, status, created_at, id) WHERE deleted_at IS NULL;
      CREATE INDEX tasks_updated ON tasks (user_id, status, updated_at, id) WHERE deleted_at IS NULL;
      CREATE INDEX tasks_title ON tasks (user_id, status, title_sort, id) WHERE deleted_at IS NULL;
      CREATE INDEX tasks_completed ON tasks (user_id, completed_at, id) WHERE deleted_at IS NULL AND status = 'completed';
      CREATE INDEX tasks_trash ON tasks (user_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
      CREATE INDEX tasks_purge ON tasks (deleted_at) WHERE deleted_at IS NOT NULL;
      -- (Every search reads the list of pending entries: 256 kB of it cost 0.2 ms, the usual 4 MB ten times that.)
      CREATE INDEX tasks_search ON tasks USING gin (search) WITH (gin_pending_list_limit = 256);

      CREATE TABLE tags (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 50),
        name_key text NOT NULL,     -- the name with its case folded: what must be unique
        color text NOT NULL DEFAULT '#3B82F6' CHECK (color ~ '^#[0-9A-F]{6}$'),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        UNIQUE (user_id, name_key)
      );

      CREATE TABLE task_tags (
        task_id uuid NOT NULL REFERENCES tasks ON DELETE CASCADE,
        tag_id uuid NOT NULL REFERENCES tags ON DELETE CASCADE,
        open boolean NOT NULL,      -- the task is active and outside the trash: what the counts of tags count
        PRIMARY KEY (task_id, tag_id)
      );
      CREATE INDEX task_tags_tag ON task_tags (tag_id, task_id);
      CREATE INDEX task_tags_open ON task_tags (tag_id) WHERE open;

      CREATE FUNCTION taskflow_open_tags() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE task_tags SET open = (NEW.status = 'active' AND NEW.deleted_at IS NULL) WHERE task_id = NEW.id;
          RETURN NULL;
        END $$;
      CREATE TRIGGER tasks_open_tags AFTER UPDATE OF status, deleted_at ON tasks FOR EACH ROW
        WHEN ((OLD.status = 'active' AND OLD.deleted_at IS NULL) <> (NEW.status = 'active' AND NEW.deleted_at IS NULL))
        EXECUTE FUNCTION taskflow_open_tags();

      CREATE FUNCTION taskflow_tag_names(task uuid) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT string_agg(g.name, ' ') FROM task_tags tt JOIN tags g ON g.id = tt.tag_id WHERE tt.task_id = task $$;

      -- The words of a user's tasks, so that a typing error can be forgiven.
      CREATE TABLE search_words (
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        length smallint NOT NULL,
        word text NOT NULL
      );
      -- Not unique: two requests that bring the same word must not wait for each other (app/tasks/search_words.ts).
      CREATE INDEX search_words_user ON search_words (user_id, length, word);

      -- What a change was, so that it can be taken back for 24 hours.
      CREATE TABLE undo_entries (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        action text NOT NULL,       -- e.g. 'complete', 'bulk.delete', 'tag.rename'
        changes jsonb NOT NULL,     -- see app/tasks/undo_entry.ts
        created_at timestamptz NOT NULL,
        undone_at timestamptz,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id() -- whether a snapshot saw it: app/tasks/navigation_cache.ts
      );
      CREATE INDEX undo_entries_age ON undo_entries (created_at);
      CREATE INDEX undo_entries_user ON undo_entries (user_id, xid);

      CREATE TABLE idempotency_keys (
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        method text NOT NULL,
        path text NOT NULL,
        key text NOT NULL,
        body_hash text NOT NULL,
        status smallint NOT NULL,
        headers jsonb NOT NULL,
        body text NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, method, path, key)
      );
      CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
    `)
  }
}
