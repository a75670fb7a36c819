import type { Mode } from '#app/recurrence/engine/index'
import type { Priority } from '#app/tasks/task'

export interface DemoSeries {
  title: string
  tags: string[]
  priority: Priority
  rrule: string
  mode: Mode
  /** `HH:MM` of a timed one. */
  time: string | null
  /** Days before today from which on it repeats. */
  beganDaysAgo: number
  /** What became of those before today where they were not done on their day: by their place, from 0. */
  exceptions: Record<number, 'skipped' | { daysLate: number }>
  /** How many days before today it was last looked after: what was due since then is still to be done. */
  leftDaysAgo: number
}

const USUAL = {
  priority: 'medium',
  mode: 'fixed',
  time: null,
  exceptions: {},
  leftDaysAgo: 0,
} as const

/** What somebody does again and again: each kind of rule once, with a past. */
export const DEMO_SERIES: DemoSeries[] = [
  {
    ...USUAL,
    title: 'Pay the rent',
    tags: ['home', 'finance'],
    priority: 'high',
    rrule: 'FREQ=MONTHLY;BYMONTHDAY=1',
    beganDaysAgo: 150,
    exceptions: { 2: { daysLate: 2 } },
  },
  {
    ...USUAL,
    title: 'Water the window boxes',
    tags: ['garden'],
    rrule: 'FREQ=DAILY;INTERVAL=3',
    mode: 'after_completion',
    beganDaysAgo: 19,
    exceptions: { 1: { daysLate: 1 }, 3: { daysLate: 1 } },
  },
  {
    ...USUAL,
    title: 'Stand-up notes',
    tags: ['work'],
    rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    time: '09:30',
    beganDaysAgo: 17,
    exceptions: { 2: 'skipped', 5: { daysLate: 2 } },
  },
  {
    ...USUAL,
    title: 'Look back at the week',
    tags: ['work'],
    rrule: 'FREQ=WEEKLY;BYDAY=FR',
    time: '16:00',
    beganDaysAgo: 40,
    exceptions: { 3: 'skipped' },
  },
  {
    ...USUAL,
    title: 'Hand in the hours',
    tags: ['work', 'finance'],
    priority: 'high',
    rrule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    time: '17:00',
    beganDaysAgo: 100,
  },
  {
    ...USUAL,
    title: 'Back up the home server',
    tags: [],
    priority: 'low',
    rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU',
    beganDaysAgo: 60,
    leftDaysAgo: 15,
  },
]
