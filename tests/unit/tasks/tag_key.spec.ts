import { test } from '@japa/runner'
import { tagKey } from '#app/tasks/task_tags'

test.group('How tags are compared', () => {
  for (const [one, other] of [
    ['Garden', 'GARDEN'],
    ['straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['caf\u00e9', 'CAFE\u0301'],
    ['ﬁsh', 'FISH'],
  ]) {
    test(`${one} is ${other}`, ({ assert }) => {
      assert.equal(tagKey(one!), tagKey(other!))
    })
  }

  for (const [one, other] of [
    ['cafe', 'café'],
    ['a b', 'ab'],
  ]) {
    test(`${one} is not ${other}`, ({ assert }) => {
      assert.notEqual(tagKey(one!), tagKey(other!))
    })
  }
})
