import { defineConfig } from '@adonisjs/core/http'
import { settings } from '#app/platform/settings'
import { refuseBadUrl } from '#app/shared/bad_url'

export const appKey = settings().appKey
export const appUrl = settings().appUrl

export const http = defineConfig({
  generateRequestId: true,
  createRequestId: () => crypto.randomUUID(),
  allowMethodSpoofing: true,
  useAsyncLocalStorage: false,
  trustProxy: settings().trustProxy,
  onBadUrl: refuseBadUrl,
  cookie: {
    domain: '',
    path: '/',
    httpOnly: true,
    secure: settings().appUrl.startsWith('https:'),
    sameSite: 'lax',
  },
})
