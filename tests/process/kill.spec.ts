import { test } from '@japa/runner'
import {
  childrenOf,
  dataFolder,
  isRunning,
  killHard,
  postmasterOf,
  TaskflowProcess,
} from '#tests/support/taskflow_process'
import { until } from '#tests/support/until'

test.group('Kill -9', () => {
  test('the next start recovers from a kill -9 of the launcher, of the server and of PostgreSQL', async ({
    assert,
  }) => {
    const data = dataFolder()
    for (const victim of [launcher, server, postgres]) {
      const taskflow = new TaskflowProcess({ env: { DATA_DIR: data } })
      await taskflow.ready()
      const processes = [taskflow.pid, taskflow.serverPid]
      killHard(victim(taskflow, data))
      if (victim === postgres) killHard(taskflow.serverPid)
      await until(`the end after the ${victim.name}`, () => !processes.some(isRunning))

      const next = new TaskflowProcess({ env: { DATA_DIR: data } })
      assert.equal((await fetch(`${await next.ready()}/health/ready`)).status, 200, victim.name)
      next.kill('SIGTERM')
      assert.equal(await next.ended(), 0)
      assert.isUndefined(postmasterOf(data))
    }
  }).timeout(300_000)

  for (const victim of [postgres, backend]) {
    test(`a running server is ready again after a kill -9 of the ${victim.name}`, async ({
      assert,
    }) => {
      const folder = dataFolder()
      const taskflow = new TaskflowProcess({ env: { DATA_DIR: folder } })
      const address = await taskflow.ready()
      const killed = victim(taskflow, folder)
      killHard(killed)

      await until('the end of the killed process', () => !isRunning(killed))
      await until(
        'readiness',
        async () => (await fetch(`${address}/health/ready`)).status === 200,
        60
      )
      taskflow.kill('SIGTERM')
      assert.equal(await taskflow.ended(), 0)
      assert.isUndefined(postmasterOf(folder))
    })
  }
})

function launcher(taskflow: TaskflowProcess) {
  return taskflow.pid
}

function server(taskflow: TaskflowProcess) {
  return taskflow.serverPid
}

function postgres(_: TaskflowProcess, folder: string) {
  return postmasterOf(folder)!
}

function backend(_: TaskflowProcess, folder: string) {
  return childrenOf(postmasterOf(folder)!).at(-1)!
}
