import { existsSync } from 'node:fs'

/** Folder of package.json: the checkout's, also for a build, which stands in a folder of its own inside. */
export const ROOT = nearestPackage(new URL('../../', import.meta.url))

function nearestPackage(folder: URL): URL {
  return existsSync(new URL('package.json', folder))
    ? folder
    : nearestPackage(new URL('../', folder))
}
