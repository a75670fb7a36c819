/* What the controllers hand to the templates, as examples: the view models of tasks/*.edge, auth/*.edge, settings/*.edge. */

export const tags = [
  { id: 'a1', name: 'home', color: '#C2693D', count: 12 },
  { id: 'a2', name: 'work', color: '#3B82F6', count: 41 },
  { id: 'a3', name: 'garden', color: '#5B8C5A', count: 5 },
]
const [home, work, garden] = tags

export const user = {
  email: 'ada@example.org',
  name: 'Ada Lovelace',
  timezone: 'Europe/Paris',
  theme: 'system',
  isAdmin: true,
}

export function nav(current, more = {}) {
  return { current, counts: { today: 7, upcoming: 23, all: 148, overdue: 2 }, tags, ...more }
}

let lastId = 0
export function row(title, more = {}) {
  const id = more.id ?? `018f-${++lastId}`
  return {
    id,
    title,
    titleHtml: title,
    status: 'active',
    priority: 'medium',
    due: null,
    tags: [],
    version: 1,
    url: `/tasks/${id}?back=%2Ftoday`,
    trashed: false,
    ...more,
  }
}

export const due = (words, tone = null, iso = '2026-11-21T17:00:00Z') => ({ words, tone, iso })

export function list(more = {}) {
  return {
    title: 'Today',
    subtitle: 'Saturday, 21 November',
    kind: 'today',
    path: '/today',
    query: {
      q: '',
      status: '',
      priority: [],
      tags: [],
      tags_match: '',
      due_before: '',
      due_after: '',
      overdue: '',
      sort: '',
    },
    groups: [],
    next: null,
    first: null,
    total: null,
    empty: null,
    filters: { active: false, chips: [] },
    sortOptions: [
      { value: 'due_date', label: 'Due date', selected: true },
      { value: '-priority', label: 'Priority', selected: false },
      { value: '-created_at', label: 'Newest first', selected: false },
      { value: '-updated_at', label: 'Changed last', selected: false },
      { value: 'title', label: 'Title', selected: false },
    ],
    ...more,
  }
}

export function todayGroups() {
  return [
    {
      id: 'late',
      title: 'Overdue',
      tone: 'late',
      count: 2,
      bulk: { label: 'Move both to today', action: 'reschedule', dueDate: '2026-11-21' },
      rows: [
        row('Renew passport', {
          priority: 'urgent',
          due: due('Thu 19 Nov', 'late', '2026-11-19'),
          tags: [home],
        }),
        row('Send October invoice to Northwind', {
          priority: 'high',
          due: due('yesterday 17:00', 'late'),
          tags: [work],
        }),
      ],
    },
    {
      id: 'today',
      title: 'Today',
      tone: 'today',
      count: 5,
      rows: [
        row('Stand-up notes', { status: 'completed', due: due('09:00', 'today'), tags: [work] }),
        row('Water the tomatoes', { id: 'tomatoes', due: due('18:00', 'today'), tags: [garden] }),
        row('Review the recurrence pull request before the release is cut on Monday morning', {
          priority: 'high',
          tags: [work],
        }),
        row('Book train to Lyon'),
        row('Read one chapter', { priority: 'low', due: due('any time', null, '2026-11-21') }),
      ],
    },
    {
      id: 'tomorrow',
      title: 'Tomorrow',
      tone: null,
      count: 1,
      rows: [row('Call grandmother', { due: due('11:00', 'soon'), tags: [home] })],
    },
  ]
}

export function task(more = {}) {
  return {
    ...row('Water the tomatoes', {
      id: 'tomatoes',
      due: due('Today, 18:00', 'today'),
      tags: [garden],
      version: 4,
    }),
    descriptionHtml:
      '<p>Half a can each. Less when it rained: check the <strong>gauge by the shed</strong> first.</p><ul><li>four in the bed</li><li>two by the <a href="https://example.org/wall">wall</a></li></ul>',
    description: 'Half a can each. Less when it rained: check the **gauge by the shed** first.',
    due_date_input: '2026-11-21',
    due_time_input: '18:00',
    due_timezone: 'Europe/Paris',
    createdWords: '2 November, 08:12',
    updatedWords: 'today 08:12',
    completedWords: null,
    deletedWords: null,
    ...more,
  }
}

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
  .repeat(3)
  .slice(0, 200)
const manyTags = Array.from({ length: 15 }, (_, index) => ({
  id: `m${index}`,
  name:
    [
      'errands',
      'reading',
      'a very long tag name that goes on and on to 50',
      'música',
      'дом',
      'عمل',
    ][index % 6] + (index > 5 ? index : ''),
  color: `hsl(${index * 24} 60% 50%)`,
  count: index * 7,
}))

export const hardGroups = () => [
  {
    id: 'g1',
    title: 'Monday 23 November',
    tone: null,
    count: 5,
    rows: [
      row(longWord, { due: due('Mon 23 Nov 09:00') }),
      row(
        'A title of two hundred letters, which says a great deal about what is to be done, by whom, and why it matters so much that nobody wanted to leave any part of it out when they wrote it down here',
        {
          priority: 'urgent',
          due: due('Mon 23 Nov 2026 09:00', 'soon'),
          tags: manyTags,
        }
      ),
      row('اتصل بالطبيب قبل الساعة الخامسة', { tags: [manyTags[5]] }),
      row('<script>alert(1)</script> & "quotes"', { tags: [home] }),
      row('Zürich: book the hotel', {
        titleHtml: '<mark>Zürich</mark>: book the hotel',
        priority: 'low',
      }),
    ],
  },
]
export { manyTags }

export const sessions = [
  {
    id: 's1',
    current: true,
    device: 'Firefox on Linux',
    place: '192.168.1.20',
    lastSeenWords: 'now',
  },
  {
    id: 's2',
    current: false,
    device: 'Safari on iPhone',
    place: '203.0.113.7',
    lastSeenWords: 'yesterday 21:40',
  },
]
export const tokens = [
  {
    id: 'k1',
    name: 'Home dashboard',
    abilities: ['tasks:read'],
    createdWords: '3 October',
    lastUsedWords: 'today 08:00',
    expiresWords: '1 January',
    expired: false,
  },
  {
    id: 'k2',
    name: 'Old script',
    abilities: ['tasks:read', 'tasks:write'],
    createdWords: '3 May',
    lastUsedWords: null,
    expiresWords: '1 August',
    expired: true,
  },
]

/** What tasks/partials/repeat.edge reads, of a task that repeats. */
export const repeat = () => ({
  repeat: 'FREQ=WEEKLY;BYDAY=MO',
  repeat_interval: '1',
  repeat_unit: 'week',
  repeat_days: [],
  repeat_month: 'same',
  repeat_month_day: '',
  repeat_place: '1',
  repeat_place_day: 'MO',
  repeat_rule: 'FREQ=WEEKLY;BYDAY=MO',
  repeat_from: 'fixed',
  repeat_end: 'never',
  repeat_until: '',
  repeat_count: '',
  choices: [
    { value: 'FREQ=DAILY', words: 'Every day' },
    { value: 'FREQ=WEEKLY;BYDAY=MO', words: 'Every week on Monday' },
  ],
  weekdays: [
    { value: 'MO', short: 'Mo', name: 'Monday' },
    { value: 'TU', short: 'Tu', name: 'Tuesday' },
  ],
  preview: {
    words: 'Every week on Monday at 18:00',
    mode: 'fixed',
    dates: ['Mon 23 Nov', 'Mon 30 Nov', 'Mon 7 Dec', 'Mon 14 Dec', 'Mon 21 Dec'],
    notes: [],
  },
})
