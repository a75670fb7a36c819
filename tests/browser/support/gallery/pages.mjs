/* Every page of the gallery: its address → the template and its state. */
import * as f from './fixtures.mjs'

const signedIn = (state) => ({
  user: f.user,
  nav: f.nav('today'),
  toast: undefined,
  returnTo: '/today',
  add: { text: '', ignore: '', chips: [], said: '' },
  ...state,
})
const flash = (values, errors = {}) => ({ $flash: { ...values, inputErrorsBag: errors } })
const empty = (title, text) => ({ title, text })

export const pages = {
  '/today': () => [
    'tasks/index',
    signedIn({
      list: f.list({ groups: f.todayGroups() }),
      toast: { message: 'Stand-up notes done.', undoId: '42' },
    }),
  ],
  '/tasks/tomatoes': () => [
    'tasks/show',
    signedIn({ list: f.list({ groups: f.todayGroups() }), task: f.task(), editing: false }),
  ],
  '/tasks/tomatoes/edit': () => [
    'tasks/show',
    signedIn({
      list: f.list({ groups: f.todayGroups() }),
      task: f.task(),
      editing: true,
      repeat: f.repeat(),
      errors: {},
      old: {},
    }),
  ],
  '/edit-wrong': () => [
    'tasks/show',
    signedIn({
      list: f.list({ groups: f.todayGroups() }),
      task: f.task(),
      editing: true,
      repeat: f.repeat(),
      errors: {
        title: 'The title is missing.',
        due_date: 'The due date is not a date. Write it as 2026-11-30.',
        due_timezone: 'There is no such time zone. Write it as Europe/Paris.',
        version:
          'Somebody changed this task since you opened it. Your words are below; save again to keep them.',
      },
      old: {
        title: '',
        due_date: '30 Feb',
        due_timezone: 'Mars/Base',
        tags: ['garden', 'new one'],
        description: 'typed',
      },
    }),
  ],
  '/upcoming': () => [
    'tasks/index',
    signedIn({
      nav: f.nav('upcoming'),
      returnTo: '/upcoming',
      list: f.list({
        title: 'Upcoming',
        subtitle: null,
        kind: 'upcoming',
        path: '/upcoming',
        groups: [...f.todayGroups().slice(1), ...f.hardGroups()],
        next: '/upcoming?cursor=x',
      }),
    }),
  ],
  '/all': () => [
    'tasks/index',
    signedIn({
      nav: f.nav('all', { tags: [...f.tags, ...f.manyTags] }),
      returnTo: '/all?q=z%C3%BCrich&priority=high',
      add: {
        text: `${'x'.repeat(300)} tomorrow`,
        ignore: '',
        chips: [{ icon: 'calendar', words: 'tomorrow', stretch: '301-309', off: false }],
        said: 'tomorrow',
        error:
          'The title is longer than 200 characters. Shorten it, or put the rest into the description.',
      },
      list: f.list({
        title: 'All',
        subtitle: null,
        kind: 'all',
        path: '/all',
        query: {
          ...f.list().query,
          q: 'zurich',
          priority: ['high'],
          tags: ['work'],
          sort: 'title',
        },
        filters: {
          active: true,
          chips: [
            { label: 'matches “zurich”', removeUrl: '/all' },
            { label: 'high priority', removeUrl: '/all' },
            { label: 'tag work', removeUrl: '/all' },
          ],
        },
        total: 5,
        groups: [{ id: 'all', title: null, tone: null, count: null, rows: f.hardGroups()[0].rows }],
      }),
    }),
  ],
  '/completed': () => [
    'tasks/index',
    signedIn({
      nav: f.nav('completed'),
      returnTo: '/completed',
      list: f.list({
        title: 'Completed',
        subtitle: null,
        kind: 'completed',
        path: '/completed',
        groups: [
          {
            id: 'c',
            title: 'Today',
            tone: null,
            count: 2,
            rows: [
              f.row('Stand-up notes', { status: 'completed', tags: [f.tags[1]] }),
              f.row('Buy seeds', { status: 'completed' }),
            ],
          },
        ],
      }),
    }),
  ],
  '/trash': () => [
    'tasks/index',
    signedIn({
      nav: f.nav('trash'),
      returnTo: '/trash',
      list: f.list({
        title: 'Trash',
        subtitle: 'Kept for 30 days',
        kind: 'trash',
        path: '/trash',
        sortOptions: [],
        groups: [
          {
            id: 'x',
            title: null,
            tone: null,
            count: null,
            rows: [f.row('Old idea', { trashed: true, due: f.due('deleted yesterday') })],
          },
        ],
      }),
    }),
  ],
  '/tasks/trashed': () => [
    'tasks/show',
    signedIn({
      nav: f.nav('trash'),
      returnTo: '/trash',
      editing: false,
      list: f.list({
        title: 'Trash',
        kind: 'trash',
        path: '/trash',
        groups: [],
        empty: empty('The trash is empty', 'Deleted tasks wait here for 30 days.'),
      }),
      task: f.task({
        id: 'trashed',
        title: 'Old idea',
        trashed: true,
        due: null,
        tags: [],
        deletedWords: 'yesterday',
        descriptionHtml: null,
      }),
    }),
  ],
  '/tags/a1': () => [
    'tasks/index',
    signedIn({
      nav: f.nav('tag:a1'),
      returnTo: '/tags/a1',
      list: f.list({
        title: 'home',
        subtitle: 'Tag',
        kind: 'tag',
        path: '/tags/a1',
        groups: [],
        empty: empty('Nothing tagged home', 'Give a task this tag and it shows here.'),
      }),
    }),
  ],
  '/nothing': () => [
    'tasks/index',
    signedIn({
      nav: f.nav('today', { counts: { today: 0, upcoming: 0, all: 0, overdue: 0 }, tags: [] }),
      list: f.list({
        groups: [],
        empty: empty('Nothing due today', 'Add a task above, or look at what is coming up.'),
      }),
    }),
  ],
  '/sign-in': () => ['auth/sign_in', { signUpOpen: true, returnTo: '' }],
  '/sign-in-wrong': () => [
    'auth/sign_in',
    {
      signUpOpen: false,
      returnTo: '',
      ...flash(
        {
          email: 'ada@example',
          error: 'No account has this email and password. Check both and try again.',
        },
        { email: ['This is not an email address. Write it as ada@example.org.'] }
      ),
    },
  ],
  '/sign-up': () => ['auth/sign_up', { first: true, setupCode: true }],
  '/sign-up-open': () => ['auth/sign_up', { first: false, setupCode: false }],
  '/password/token': () => [
    'auth/password_link',
    { token: 'token', purpose: 'invite', email: 'grace@example.org' },
  ],
  '/settings/profile': () => [
    'settings/profile',
    signedIn({ nav: f.nav('settings'), weekStart: 'monday' }),
  ],
  '/settings/password': () => [
    'settings/password',
    signedIn({
      nav: f.nav('settings'),
      ...flash({}, { current_password: ['This is not your present password.'] }),
    }),
  ],
  '/settings/sessions': () => [
    'settings/sessions',
    signedIn({ nav: f.nav('settings'), sessions: f.sessions }),
  ],
  '/settings/tokens': () => [
    'settings/tokens',
    signedIn({
      nav: f.nav('settings'),
      tokens: f.tokens,
      newToken: {
        name: 'Backup',
        value: 'tfl_MTI.bG9uZy1zZWNyZXQtdmFsdWUtdGhhdC1pcy1zaG93bi1vbmNl',
      },
    }),
  ],
  '/settings/tags': () => [
    'settings/tags',
    signedIn({
      nav: f.nav('settings'),
      ...flash({ form_id: 'a2', name: 'home' }, { name: ['There is a tag of this name already.'] }),
    }),
  ],
  '/settings/account': () => ['settings/account', signedIn({ nav: f.nav('settings') })],
  '/errors/404': () => ['errors/404', {}],
  '/errors/500': () => ['errors/500', { requestId: '018f0f6e' }],
  '/errors/419': () => ['errors/419', {}],
}
