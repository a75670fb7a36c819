/* The tasks that stand on the screenshots: `[title, day from today, time or null, more fields, 'done' or 'trash']`; the
   time `later` is one that is still to come. */
export const TAGS = {
  work: '#3B82F6',
  home: '#C2683C',
  garden: '#5B8C5A',
  travel: '#7C5CBF',
  reading: '#B08900',
}

/** At a weekend its first date is Monday. */
const WEEKDAYS = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'

export const TASKS = [
  [
    'Renew passport',
    -2,
    null,
    { priority: 'urgent', tags: ['home', 'travel'], description: 'Two photos, the old one, 86 €.' },
  ],
  ['Send October invoice to Northwind', -1, '17:00', { priority: 'high', tags: ['work'] }],
  ['Stand-up notes', 0, '09:00', { tags: ['work'], rrule: WEEKDAYS }, 'done'],
  [
    'Water the tomatoes',
    0,
    'later',
    {
      tags: ['garden'],
      rrule: 'FREQ=DAILY;INTERVAL=3',
      recurrence_mode: 'after_completion',
      description:
        'Half a can each. **Less when it rained**: check the gauge by the shed first.\n\n- the ones by the wall dry out first\n- [how much is too much](https://example.org/tomatoes)',
    },
  ],
  [
    'Review the recurrence pull request before the release is cut on Monday morning',
    0,
    null,
    { priority: 'high', tags: ['work'] },
  ],
  ['Book train to Lyon', 0, null, { tags: ['travel'] }],
  ['Read one chapter', 0, null, { priority: 'low', tags: ['reading'], rrule: 'FREQ=DAILY' }],
  ['Call grandmother', 1, '11:00', { tags: ['home'], rrule: 'FREQ=WEEKLY' }],
  ['Prepare the quarterly figures', 1, '14:30', { priority: 'high', tags: ['work'] }],
  ['Take the bottles back', 1, null, { priority: 'low', tags: ['home'] }],
  ['Dentist', 2, '08:15', { priority: 'high', tags: ['home'] }],
  ['One-to-one with Grace', 2, '10:00', { tags: ['work'] }],
  ['Plant the garlic', 3, null, { tags: ['garden'] }],
  ['Pay the electricity bill', 3, null, { priority: 'urgent', tags: ['home'] }],
  ['Draft the talk about keyset pagination', 4, '16:00', { tags: ['work', 'reading'] }],
  ['Zürich: book the hotel', 5, null, { priority: 'high', tags: ['travel'] }],
  ['Prune the apple tree', 7, null, { tags: ['garden'] }],
  [
    'Donaudampfschifffahrtsgesellschaftskapitän: look the word up',
    8,
    null,
    { priority: 'low', tags: ['reading'] },
  ],
  ['Pay rent', 10, null, { priority: 'high', tags: ['home'], rrule: 'FREQ=MONTHLY' }],
  ['Renew the domain', 12, null, { tags: ['work'] }],
  ['Winter tyres', 14, '07:30', { tags: ['home'] }],
  ['Return the library books', 17, null, { tags: ['reading'] }],
  ['Order seeds for spring', 45, null, { tags: ['garden'] }],
  ['Tax return', 160, null, { priority: 'high', tags: ['home'] }],
  ['Learn to solder', null, null, { priority: 'low' }],
  [
    'Sort the photos of the last three summers, and make one book of the best for everybody who was there',
    null,
    null,
    { tags: ['home', 'travel', 'reading', 'garden', 'work'] },
  ],
  ['Ideas for the reading group', null, null, { tags: ['reading'] }],
  ...[
    'Fix the garden gate',
    'Clean the gutters',
    'Oil the bicycle',
    'Replace the smoke detector',
    'Measure the window',
    'Mend the blue coat',
  ].map((title) => [title, null, null, { tags: ['home'] }]),
  ...[
    'Answer the auditor',
    'Update the on-call rota',
    'Write the migration guide',
    'Rotate the keys',
    'Close the old tickets',
  ].map((title, place) => [
    title,
    place + 2,
    null,
    { tags: ['work'], priority: place === 1 ? 'urgent' : 'medium' },
  ]),
  ...['Turn the compost', 'Sharpen the shears', 'Cover the roses'].map((title, place) => [
    title,
    place + 6,
    null,
    { tags: ['garden'] },
  ]),
  ['Buy bread and milk', 0, '08:00', { tags: ['home'] }, 'done'],
  ['Post the parcel to Ada', -1, null, {}, 'done'],
  ['Cancel the old phone contract', -3, null, { tags: ['home'] }, 'done'],
  ['Compare three printers', null, null, {}, 'trash'],
  ['Old idea for the cellar', null, null, { tags: ['home'] }, 'trash'],
]
