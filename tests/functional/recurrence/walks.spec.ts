import assert from 'node:assert/strict'
import { test } from '@japa/runner'
import { type ApiAnswer, anApiUser } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { Random } from '#tests/unit/recurrence/support/random'
import * as promises from './walks/promises.js'
import { type WalkState, walkState } from './walks/state.js'
import { chooseStep, type Walk } from './walks/steps.js'

/** More of them by hand, e.g. `WALK_SEEDS=100-400`: what they find gets a test of its own. */
const [FIRST_SEED = 1, LAST_SEED = 5] = (process.env.WALK_SEEDS ?? '')
  .split('-')
  .filter(Boolean)
  .map(Number)
const STEPS = 60
const ROUNDS = 12
const AT_ONCE = 6
const ZONES = ['UTC', 'Europe/Paris', 'America/New_York', 'Pacific/Auckland']
const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60

/** Somebody in front of nothing, with what is needed to take steps. */
async function aWalk(seed: number): Promise<Walk> {
  const random = new Random(seed)
  const by = await anApiUser(random.pick(ZONES))
  const walk = {
    by,
    random,
    now: new Date('2026-03-20T08:00:00Z'),
    state: await walkState(),
    undos: [],
  }
  await travelTo(walk.now.toISOString())
  return walk
}

/** Every step has a moment of its own; now and then days go by. */
async function moveOn(walk: Walk) {
  const minutes = walk.random.pick([1, 5, 5, 90, 90, DAY_MINUTES, 3 * DAY_MINUTES])
  walk.now = new Date(walk.now.getTime() + minutes * MINUTE_MS)
  await travelTo(walk.now.toISOString())
}

function noteRules({ series }: WalkState, before: WalkState, since: promises.Since, now: Date) {
  const known = new Map(before.series.map(({ id, recurrence }) => [id, recurrence]))
  for (const { id, recurrence } of series) {
    if (known.get(id) !== recurrence) since.set(id, now.toISOString())
  }
}

function took({ undos }: Walk, answers: (ApiAnswer | undefined)[]) {
  for (const answer of answers) {
    assert.ok(!answer || answer.status < 500, `${answer?.status}: ${JSON.stringify(answer?.body)}`)
  }
  undos.push(...promises.undoIdsOf(answers))
}

/** A failure says how to see it again. */
async function retold(seed: number, taken: string[], walk: () => Promise<void>) {
  try {
    await walk()
  } catch (error) {
    const steps = taken.map((says, place) => `${place + 1}. ${says}`).join('\n')
    throw new Error(`seed ${seed}: ${(error as Error).message}\n${steps}`, { cause: error })
  }
}

test.group('Series, whatever is done to them', (group) => {
  group.each.teardown(() => returnToNow())
  group.each.disableTimeout()

  for (let seed = FIRST_SEED; seed <= LAST_SEED; seed++) {
    test(`wait for exactly one occurrence after each of ${STEPS} steps (seed ${seed})`, async () => {
      const walk = await aWalk(seed)
      const taken: string[] = []
      const since: promises.Since = new Map()
      let done = 0
      await retold(seed, taken, async () => {
        for (let step = 0; step < STEPS; step++) {
          const before = walk.state
          const { says, take } = chooseStep(walk)
          taken.push(`${walk.now.toISOString()} ${says}`)
          const answer = await take()
          if (answer) {
            taken.push(`→ ${answer.status} ${JSON.stringify(answer.body ?? '').slice(0, 500)}`)
          }
          took(walk, [answer])
          if (answer && answer.status < 300) done++
          walk.state = await walkState()
          noteRules(walk.state, before, since, walk.now)
          await promises.assertPromises()
          promises.assertKeysAreOfTheirRule(walk.state)
          promises.assertClosedStayWhere(before, walk.state)
          await promises.assertClosedAscend(since)
          await moveOn(walk)
        }
        assert.ok(done >= STEPS / 4, `only ${done} steps did something`)
      })
    })

    test(`keep their promises to ${AT_ONCE} who change them at once, ${ROUNDS} times (seed ${seed})`, async () => {
      const walk = await aWalk(seed)
      const taken: string[] = []
      await retold(seed, taken, async () => {
        for (let round = 0; round < ROUNDS; round++) {
          const steps = Array.from({ length: AT_ONCE }, () => chooseStep(walk))
          taken.push(steps.map(({ says }) => says).join('\n   '))
          const answers = await Promise.all(steps.map(({ take }) => take()))
          took(walk, answers)
          walk.state = await walkState()
          await promises.assertPromises()
          await promises.assertNothingWasLost(
            answers.filter((answer) => answer !== undefined),
            walk.state
          )
          await moveOn(walk)
        }
      })
    })
  }
})
