import type { HttpContext } from '@adonisjs/core/http'
import { registry } from './metrics.js'
import { settings } from './settings.js'
import { isToken } from './token.js'
import { trustedProxies } from './trusted_proxies.js'

/** For Prometheus. */
export default class MetricsController {
  async show({ request, response }: HttpContext) {
    const { metricsToken } = settings()
    if (metricsToken === undefined && !onLoopback()) {
      return response
        .status(403)
        .send('Metrics are closed on this host: set METRICS_TOKEN and send it as a bearer token.\n')
    }
    if (metricsToken !== undefined && !isToken(bearerOf(request), metricsToken)) {
      return response
        .status(401)
        .header('www-authenticate', 'Bearer')
        .send('Send METRICS_TOKEN: Authorization: Bearer …\n')
    }
    return response.header('content-type', registry.contentType).send(await registry.metrics())
  }
}

const isLoopback = trustedProxies('loopback')

function onLoopback() {
  const { host } = settings()
  return host === 'localhost' || (typeof isLoopback === 'function' && isLoopback(host))
}

function bearerOf(request: HttpContext['request']) {
  return /^bearer +(\S+)$/i.exec(request.header('authorization') ?? '')?.[1]
}
