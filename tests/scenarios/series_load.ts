import { setTimeout as delay } from 'node:timers/promises'
import type { Answer, Client } from '#tests/cluster/harness/client'

/** Somebody's task that repeats. */
export interface Repeating {
  client: Client
  id: string
}

/** Keys of all shapes: `2026-03-02`, `2026-03-02T09:00`, and both with `~1`. */
const KINDS = [
  { due_date: '2026-03-02', rrule: 'FREQ=DAILY' },
  { due_date: '2026-03-02T09:00:00Z', rrule: 'FREQ=WEEKLY;BYDAY=MO,WE' },
  { due_date: '2026-03-31', rrule: 'FREQ=MONTHLY', recurrence_mode: 'after_completion' },
  { due_date: '2026-03-02T09:00:00Z', rrule: 'FREQ=DAILY', recurrence_mode: 'after_completion' },
]
const LONGEST_MOMENT_MS = 60 // a completion is followed by the next occurrence in about half of it

/** So many tasks in all, of these users in turn. */
export async function repeatingTasks(
  clients: readonly Client[],
  bases: readonly string[],
  count: number
): Promise<Repeating[]> {
  const numbers = Array.from({ length: count }, (_, n) => n)
  return eachUserInTurn(clients, numbers, async (client, n) => {
    const body = { title: `Series ${n}`, tags: [`tag ${n % 3}`], ...KINDS[n % KINDS.length] }
    const { body: task } = expected(201, await client.send(at(bases, n), 'POST', '/tasks', body))
    return { client, id: task.id as string }
  })
}

/** Each is completed once; every user completes one after the other, all users at the same time. */
export async function completeAll(tasks: readonly Repeating[], bases: readonly string[]) {
  await byOwner(tasks, (task, n) => complete(task, at(bases, n)))
}

/** Each is completed and taken back at some moment, before, while or after what follows is made; some are completed anew. */
export async function completeAndUndoAll(
  tasks: readonly Repeating[],
  bases: readonly string[],
  isAnew: (n: number) => boolean
) {
  await byOwner(tasks, async (task, n) => {
    const { headers } = await complete(task, at(bases, n))
    await delay(Math.random() * LONGEST_MOMENT_MS)
    const undo = `/undo/${headers.get('taskflow-undo')}`
    expected(200, await task.client.send(at(bases, n + 1), 'POST', undo))
    if (isAnew(n)) await complete(task, at(bases, n))
  })
}

async function complete({ client, id }: Repeating, base: string): Promise<Answer> {
  return expected(200, await client.send(base, 'POST', `/tasks/${id}/complete`))
}

function byOwner(
  tasks: readonly Repeating[],
  work: (task: Repeating, n: number) => Promise<unknown>
) {
  const owners = [...new Set(tasks.map(({ client }) => client))]
  return eachUserInTurn(owners, [...tasks.keys()], (_client, n) => work(tasks[n]!, n))
}

/** The n-th piece of work is the n-th user's, counted round. */
async function eachUserInTurn<T>(
  clients: readonly Client[],
  numbers: readonly number[],
  work: (client: Client, n: number) => Promise<T>
): Promise<T[]> {
  const done: T[] = []
  await Promise.all(
    clients.map(async (client, place) => {
      for (const n of numbers.filter((each) => each % clients.length === place)) {
        done[n] = await work(client, n)
      }
    })
  )
  return done
}

function at(bases: readonly string[], n: number): string {
  return bases[n % bases.length]!
}

function expected(status: number, answer: Answer): Answer {
  if (answer.status === status) return answer
  throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`)
}
