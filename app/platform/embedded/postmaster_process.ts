import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Whether any process has this number, also one of somebody else. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Whether this process is the PostgreSQL server of that folder. Its command line names the folder, and so tells it from
 * whatever was given the number of a killed server.
 */
export function isPostmasterOf(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return true
  const command = commandLine(pid)
  return command.includes('postgres') && command.includes(folder)
}

function commandLine(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
