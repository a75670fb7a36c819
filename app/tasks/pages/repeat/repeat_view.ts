import { isRuleText, presets, presetWords } from '#app/tasks/pages/repeat/presets'
import type { Start } from '#app/recurrence/engine/index'
import type { Task } from '#app/tasks/task'
import type { PageNow } from '#app/tasks/pages/due_words'
import type { RepeatFields } from '#app/tasks/pages/repeat/fields'
import { repeatPreview } from '#app/tasks/pages/repeat/repeat_preview'
import { presentFields, startOrToday } from '#app/tasks/pages/repeat/task_repeat'

/** Everything that tasks/partials/repeat.edge reads. `due` is the one of the form; null: none, or none that is one. */
export function repeatView(task: Task, fields: RepeatFields, due: Start | null, now: PageNow) {
  const start = startOrToday(due, now.zone)
  const kept = [presentFields(task, now.zone).repeat, fields.repeat]
  return {
    ...fields,
    choices: choices(start.wall.slice(0, 10), kept),
    weekdays: WEEKDAYS,
    preview: repeatPreview(task, fields, due, now),
  }
}

/** What can be chosen: the presets of the due date, and what was chosen for another one. */
function choices(date: string, kept: string[]) {
  const texts = new Set([...presets(date), ...kept.filter(isRuleText)])
  return [...texts].map((value) => ({ value, words: presetWords(value, date) }))
}

const WEEKDAYS = [
  { value: 'MO', short: 'Mo', name: 'Monday' },
  { value: 'TU', short: 'Tu', name: 'Tuesday' },
  { value: 'WE', short: 'We', name: 'Wednesday' },
  { value: 'TH', short: 'Th', name: 'Thursday' },
  { value: 'FR', short: 'Fr', name: 'Friday' },
  { value: 'SA', short: 'Sa', name: 'Saturday' },
  { value: 'SU', short: 'Su', name: 'Sunday' },
]
