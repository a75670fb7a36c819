import { newTraceparent } from '#app/shared/trace_context'

/** Who does something, and through what: handed to every action, kept in events and in the audit trail. */
export interface Actor {
  kind: 'user' | 'token' | 'system'
  /** The user on whose data the action works. */
  userId: string
  /** Id of the user, or of the token; the name of the command. */
  id: string
  /** What a person recognises it by: the name of a token, "you", "ace". */
  label: string
  via: 'page' | 'api' | 'ace' | 'system'
  /** IANA zone of the user's profile: where their days begin and end. */
  timezone: string
  requestId: string | null
  /** W3C Trace Context of the request, or of its own where it came with none. */
  traceparent: string | null
}

/** A command of the administrator, e.g. `trash:purge`; whose data it works on is for the caller to say. */
export function commandActor(command: string): Omit<Actor, 'userId' | 'timezone'> {
  return {
    kind: 'system',
    id: command,
    label: 'ace',
    via: 'ace',
    requestId: null,
    traceparent: newTraceparent(),
  }
}

/** Taskflow itself, by the part that acts, e.g. `recurrer`; what no request caused begins a trace of its own. */
export function systemActor(
  part: string,
  cause: Pick<Actor, 'requestId' | 'traceparent'> = {
    requestId: null,
    traceparent: newTraceparent(),
  }
): Omit<Actor, 'userId' | 'timezone'> {
  return { kind: 'system', id: part, label: 'Taskflow', via: 'system', ...cause }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set by the authentication middleware of the browser and API stacks. */
    actor: Actor
  }
}
