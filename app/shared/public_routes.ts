/**
 * Every route that answers without asking who is there, as `METHOD /pattern`: the one list of exceptions. Whatever
 * is not in it asks for a session or a token; every_route.spec.ts holds the whole router against it.
 */
export const PUBLIC_ROUTES: ReadonlySet<string> = new Set([
  // Probes.
  'GET /health',
  'GET /health/live',
  'GET /health/ready',
  'GET /healthz',
  // Figures ask for a token of their own, where the host is not a loopback one (app/platform/metrics_controller.ts).
  'GET /metrics',
  // On the way to a session. The home page sends on; who is not signed in has nothing to sign out of.
  'GET /',
  'GET /sign-in',
  'POST /sign-in',
  'GET /sign-up',
  'POST /sign-up',
  'POST /sign-out',
  // Links of an invitation or a reset: the address is the secret.
  'GET /password/:token',
  'POST /password/:token',
  // The descriptions of the API and of its events.
  'GET /api/openapi.json',
  'GET /api/asyncapi.json',
  'GET /api/docs',
])
