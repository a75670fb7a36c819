export interface Secrets {
  /** Undefined when there is none of that name. */
  get(name: string): Promise<string | undefined>
}
