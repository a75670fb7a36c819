/** Who does something, and through what: handed to every action, kept in events and in the audit trail. */
export interface Actor {
  kind: 'user' | 'token' | 'system'
  /** The user on whose data the action works. */
  userId: string
  /** Id of the user, or of the token. */
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

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set by the authentication middleware of the browser and API stacks. */
    actor: Actor
  }
}
