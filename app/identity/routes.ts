import type { Router } from '@adonisjs/core/http'
import { accountApiRoutes } from '#app/identity/account_api'
import type { ApiRoute } from '#app/shared/api_route'
import { browserStack, middleware } from '#start/kernel'

const home = () => import('#app/identity/pages/home_controller')
const signUp = () => import('#app/identity/pages/sign_up_controller')
const signIn = () => import('#app/identity/pages/sign_in_controller')
const signOut = () => import('#app/identity/pages/sign_out_controller')
const passwordLink = () => import('#app/identity/pages/password_link_controller')
const profile = () => import('#app/identity/pages/profile_controller')
const password = () => import('#app/identity/pages/password_controller')
const sessions = () => import('#app/identity/pages/sessions_controller')
const tokens = () => import('#app/identity/pages/tokens_controller')
const account = () => import('#app/identity/pages/account_controller')

export const identityApiRoutes: ApiRoute[] = accountApiRoutes

/** The pages of identity: those anybody may open, then those of somebody signed in. */
export function registerIdentityPages(router: Router) {
  router
    .group(() => {
      router.get('/', [home, 'show']).as('home')
      router.get('/sign-up', [signUp, 'show']).as('sign_up')
      router.post('/sign-up', [signUp, 'store']).as('sign_up.store')
      router.get('/sign-in', [signIn, 'show']).as('sign_in')
      router.post('/sign-in', [signIn, 'store']).as('sign_in.store')
      router.post('/sign-out', [signOut, 'store']).as('sign_out')
      router.get('/password/:token', [passwordLink, 'show']).as('password_link')
      router.post('/password/:token', [passwordLink, 'store']).as('password_link.store')
    })
    .use(browserStack)
  router
    .group(() => {
      router.post('/sign-out/everywhere', [signOut, 'everywhere']).as('sign_out.everywhere')
      router
        .get('/settings', (ctx) => ctx.response.redirect().status(303).toPath('/settings/profile'))
        .as('settings')
      router.get('/settings/profile', [profile, 'show']).as('profile')
      router.put('/settings/profile', [profile, 'update']).as('profile.update')
      router.get('/settings/password', [password, 'show']).as('password')
      router.put('/settings/password', [password, 'update']).as('password.update')
      router.get('/settings/sessions', [sessions, 'index']).as('sessions')
      router
        .delete('/settings/sessions/:id', [sessions, 'destroy'])
        .as('sessions.destroy')
        .where('id', router.matchers.uuid())
      router.get('/settings/tokens', [tokens, 'index']).as('tokens')
      router.post('/settings/tokens', [tokens, 'store']).as('tokens.store')
      router
        .delete('/settings/tokens/:id', [tokens, 'destroy'])
        .as('tokens.destroy')
        .where('id', router.matchers.number())
      router.get('/settings/account', [account, 'show']).as('account')
      router.get('/settings/account/export', [account, 'export']).as('account.export')
      router.delete('/settings/account', [account, 'destroy']).as('account.destroy')
    })
    .use([...browserStack, middleware.browser()])
}
