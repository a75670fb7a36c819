const WIDTH = 32

/** Where progress is shown; the commands hand `process.stderr`, so that their output stays their output. */
export interface ProgressScreen {
  isTTY?: boolean
  write(text: string): unknown
}

/** How far a long command is: a bar on a terminal, a line for each tenth elsewhere. */
export function progressBar(all: number, screen: ProgressScreen = process.stderr) {
  let shownTenths = 0
  return (done: number) => {
    const share = all === 0 ? 1 : Math.min(done / all, 1)
    const words = `${done} of ${all}`
    if (screen.isTTY) {
      const filled = Math.round(share * WIDTH)
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
      screen.write(`\r${bar} ${words}${share === 1 ? '\n' : ''}`)
      return
    }
    const tenths = Math.floor(share * 10)
    if (tenths > shownTenths) screen.write(`${words}\n`)
    shownTenths = tenths
  }
}
