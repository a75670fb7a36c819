import { registerCleaning } from '#app/shared/cleaning'

const EXPIRED_TOKENS_KEPT_DAYS = 30 // so that a person sees in the list why a program stopped working

registerCleaning({
  what: 'expired sessions',
  table: 'sessions',
  where: 'expires_at <= taskflow_now()',
})
registerCleaning({
  what: 'expired links',
  table: 'password_links',
  where: 'expires_at <= taskflow_now()',
})
registerCleaning({
  what: 'long expired API tokens',
  table: 'auth_access_tokens',
  where: `expires_at <= taskflow_now() - make_interval(days => ${EXPIRED_TOKENS_KEPT_DAYS})`,
})
registerCleaning({
  what: 'rate limits that are over',
  table: 'rate_limits',
  where: 'expire <= extract(epoch FROM clock_timestamp()) * 1000',
})
