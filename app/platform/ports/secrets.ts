export interface Secrets {
  /**
   * Undefined when there is none of that name, or an empty one. Names of the platform itself are none: Dapr hands out
   * neither `APP_API_TOKEN` nor `DAPR_…`.
   *
   * @throws a PassingFailure when the store is away
   */
  get(name: string): Promise<string | undefined>
}
