import { defineConfig } from '@adonisjs/shield'
import { settings } from '#app/platform/settings'

const behindTls = settings().appUrl.startsWith('https:')

const shieldConfig = defineConfig({
  csp: {
    enabled: true,
    directives: {
      defaultSrc: [`'none'`],
      scriptSrc: [`'self'`],
      styleSrc: [`'self'`],
      imgSrc: [`'self'`],
      connectSrc: [`'self'`],
      fontSrc: [`'self'`],
      manifestSrc: [`'self'`],
      formAction: [`'self'`],
      frameAncestors: [`'none'`],
      baseUri: [`'none'`],
    },
    reportOnly: false,
  },
  csrf: {
    enabled: true,
    exceptRoutes: [],
    enableXsrfCookie: false,
    methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  },
  xFrame: { enabled: true, action: 'DENY' },
  hsts: { enabled: behindTls, maxAge: '365 days', includeSubDomains: false },
  contentTypeSniffing: { enabled: true },
})

export default shieldConfig
