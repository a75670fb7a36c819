import { addDays, type PlainDate } from '#app/shared/time'
import { type Priority } from '#app/tasks/task'

export interface DemoTask {
  title: string
  description: string | null
  priority: Priority
  tags: string[]
  dueOn: PlainDate | null
  /** `HH:MM` of a timed task. */
  time: string | null
  /** Days before today on which it was made. */
  createdDaysAgo: number
  completedDaysAgo: number | null
}

export const DEMO_TAGS: Record<string, string> = {
  home: '#C2693D',
  work: '#3B82F6',
  garden: '#5B8C5A',
  errands: '#B45309',
  reading: '#7C3AED',
  health: '#BE185D',
  travel: '#0E7490',
  finance: '#4D7C0F',
  family: '#A16207',
  waiting: '#64748B',
}

/** `{…}` is filled from the lists below. Each line is a verb phrase as people write them, with its usual tags. */
const PATTERNS: [title: string, tags: string[]][] = [
  ['Water the {plant}', ['garden']],
  ['Prune the {plant} by the {place}', ['garden']],
  ['Send the {month} invoice to {company}', ['work', 'finance']],
  ['Review the {subject} pull request', ['work']],
  ['Prepare the {subject} meeting with {person}', ['work']],
  ['Write up the notes of the {subject} call', ['work']],
  ['Ask {person} about the {subject} budget', ['work', 'waiting']],
  ['Call {person}', ['family']],
  ['Birthday present for {person}', ['family', 'errands']],
  ['Book a train to {city}', ['travel']],
  ['Compare hotels in {city}', ['travel']],
  ['Renew the {paper}', ['errands']],
  ['Pick up the {parcel} from the post office', ['errands']],
  ['Pay the {bill} bill', ['home', 'finance']],
  ['Clean the {room}', ['home']],
  ['Fix the {thing} in the {room}', ['home']],
  ['Read "{book}"', ['reading']],
  ['Return "{book}" to the library', ['reading', 'errands']],
  ['Appointment with the {doctor}', ['health']],
  ['Refill the {medicine} prescription', ['health']],
  ['Back up the {device}', []],
  ['Cancel the {paper} before it renews', ['finance']],
]

const WORDS: Record<string, string[]> = {
  plant: [
    'tomatoes',
    'roses',
    'basil',
    'lemon tree',
    'hydrangea',
    'vegetable bed',
    'apple tree',
    'geraniums',
  ],
  place: ['wall', 'shed', 'front door', 'pond', 'terrace', 'gate'],
  month: ['January', 'March', 'May', 'July', 'September', 'October', 'November'],
  company: [
    'Northwind',
    'Acme',
    'Müller & Söhne',
    'Globex',
    'Café Zürich',
    'Umbrella Press',
    'Blue Heron',
  ],
  subject: [
    'recurrence',
    'onboarding',
    'pricing',
    'release',
    'hiring',
    'security',
    'newsletter',
    'search',
    'quarterly',
  ],
  person: [
    'Amélie',
    'grandmother',
    'Jonas',
    'Priya',
    'Björn',
    'Chloé',
    'Mateusz',
    'Yuki',
    'Omar',
    'the landlord',
  ],
  city: ['Lyon', 'Zürich', 'Kraków', 'Lisbon', 'Göteborg', 'Trieste', 'Ghent', 'Porto', 'Tromsø'],
  paper: [
    'passport',
    'gym membership',
    'parking permit',
    'library card',
    'car insurance',
    'magazine subscription',
  ],
  parcel: ['parcel', 'spare parts', 'registered letter', 'new lamp', 'coffee beans'],
  bill: ['electricity', 'water', 'internet', 'heating', 'phone'],
  room: ['kitchen', 'bathroom', 'attic', 'cellar', 'garage', 'hallway', 'balcony'],
  thing: ['dripping tap', 'loose hinge', 'light switch', 'squeaky door', 'window latch', 'shelf'],
  book: [
    'Middlemarch',
    'The Dispossessed',
    'Invisible Cities',
    'Solaris',
    'Kindred',
    'The Leopard',
    'Austerlitz',
  ],
  doctor: ['dentist', 'optician', 'physiotherapist', 'dermatologist', 'GP'],
  medicine: ['allergy', 'asthma', 'thyroid', 'eye drop'],
  device: ['laptop', 'phone', 'photo archive', 'home server'],
}

const DESCRIPTIONS = [
  'Half a can each. Less when it rained: check the gauge by the shed first.',
  'Ask for the **written** offer, not only the price.\n\n- last year it was 120\n- they answer mails slowly',
  'See the notes at https://example.org/notes before the call.',
  'The receipt is in the blue folder.',
  'Opening hours: Tuesday to Friday, 9 to 12.',
]
const TIMES = [
  '08:00',
  '09:00',
  '09:30',
  '10:30',
  '11:00',
  '13:00',
  '14:15',
  '16:00',
  '17:30',
  '18:00',
  '20:00',
]

/** The same tasks for the same seed and day: a demonstration can be talked about, a measurement repeated. */
export function* demoTasks(count: number, seed: number, today: PlainDate): Generator<DemoTask> {
  const random = xorshift32(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  for (let made = 0; made < count; made++) {
    const [pattern, usual] = pick(PATTERNS)
    const title = pattern.replaceAll(/\{(\w+)\}/g, (_, list: string) => pick(WORDS[list] ?? []))
    const completed = random() < 0.4
    const dueInDays = completed ? -Math.floor(random() * 180) : Math.floor(random() ** 2 * 120) - 4
    const createdDaysAgo = Math.max(0, -dueInDays) + Math.floor(random() * 60)
    yield {
      title,
      description: random() < 0.3 ? pick(DESCRIPTIONS) : null,
      priority: pick([
        'medium',
        'medium',
        'medium',
        'medium',
        'low',
        'high',
        'high',
        'urgent',
      ] as const),
      tags: random() < 0.1 ? [...new Set([...usual, 'waiting'])] : random() < 0.15 ? [] : usual,
      dueOn: random() < 0.8 ? addDays(today, dueInDays) : null,
      time: random() < 0.5 ? pick(TIMES) : null,
      createdDaysAgo,
      completedDaysAgo: completed ? Math.min(createdDaysAgo, Math.max(0, -dueInDays)) : null,
    }
  }
}

/** Marsaglia's xorshift with 32 bits ("Xorshift RNGs", 2003): good enough for a demonstration. */
function xorshift32(seed: number): () => number {
  let state = seed | 0 || 1 // zero would stay zero for ever
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
