import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Not the package's own list, which has `--single-process`: that one dies when a page is closed. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none']

let launched: Promise<Browser> | undefined

/** The one browser of this run. */
export function browser(): Promise<Browser> {
  launched ??= launch()
  return launched
}

export async function closeBrowser() {
  const running = await launched
  launched = undefined
  await running?.close()
}

async function launch() {
  return chromium.launch({ executablePath: await executablePath(), args: ARGUMENTS })
}

/** A browser of this machine when there is one, else the one inside an npm package. */
async function executablePath(): Promise<string> {
  const own = process.env.CHROMIUM_PATH ?? onPath()
  if (own) return own
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

function onPath() {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable)
}

function isExecutable(path: string) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
