/** Where the sidecar calls. A 404 there would drop an event or a job without a word, so there is none. */
const MACHINE_PATH = /^\/(dapr|events|job|internal)\/|^\/api\/jobs\/trigger\/?$/

export function isMachinePath(path: string): boolean {
  return MACHINE_PATH.test(path)
}
