import type { Secrets } from '../ports/secrets.js'

/** Secrets are variables of the environment; an empty one is none, as Compose files hand it on. */
export class EmbeddedSecrets implements Secrets {
  constructor(private readonly environment: Readonly<Record<string, string | undefined>>) {}

  async get(name: string) {
    return this.environment[name] || undefined
  }
}
