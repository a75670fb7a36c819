import { hostname } from 'node:os'
import app from '@adonisjs/core/services/app'
import { defineConfig, targets } from '@adonisjs/core/logger'
import { settings } from '#app/platform/settings'

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: settings().logLevel !== 'silent',
      name: 'taskflow',
      base: { pid: process.pid, hostname: hostname(), role: settings().role },
      level: settings().logLevel,
      // PostgreSQL's detail quotes rows: titles and mail addresses have no place in a log.
      redact: { paths: ['err.detail', 'err.where'], remove: true },
      transport: { targets: [targets.file({ destination: 1 })] },
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
void app
