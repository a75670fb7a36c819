/*
 * Lets Node run the checkout's TypeScript: `node --import=./bin/typescript.mjs bin/server.ts`. Every file is translated
 * once and kept under node_modules/.cache, which halves the time of a start: the framework's own hook
 * (@poppinss/ts-exec) translates everything at each start, in a second thread.
 */
import { createHash, hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const cache = fileURLToPath(new URL('node_modules/.cache/taskflow', root))

process.setSourceMapsEnabled(true)
enableCompileCache(fileURLToPath(new URL('node_modules/.cache/v8', root)))
registerHooks({ resolve, load })

/** Imports name the `.js` file that a build has; the checkout has the `.ts` instead. */
function resolve(specifier, context, nextResolve) {
  try {
    return nextResolve(specifier, context)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.url?.endsWith('.js')) throw error
    return nextResolve(error.url.replace(/\.js$/, '.ts'), context)
  }
}

function load(url, context, nextLoad) {
  if (context.format !== 'module-typescript' || !url.startsWith(root.href)) {
    return nextLoad(url, context)
  }
  return { format: 'module', source: translated(url), shortCircuit: true }
}

function translated(url) {
  const source = readFileSync(new URL(url), 'utf8')
  const kept = join(cache, `${hash('sha256', `${toolchain()}\n${url}\n${source}`)}.js`)
  if (existsSync(kept)) return readFileSync(kept, 'utf8')
  const code = translate(source, url)
  keep(kept, code)
  return code
}

/** What else decides about the output: the translator's version and its options. */
let toolchainHash
function toolchain() {
  if (toolchainHash) return toolchainHash
  const sum = createHash('sha256')
  for (const file of ['package-lock.json', 'tsconfig.json', 'bin/typescript.mjs']) {
    const path = new URL(file, root)
    if (existsSync(path)) sum.update(readFileSync(path))
  }
  return (toolchainHash = sum.digest('hex'))
}

/** Loaded when a file has changed only. */
let swc
function translate(source, url) {
  swc ??= createRequire(import.meta.url)('@swc/core')
  const { code } = swc.transformSync(source, {
    filename: fileURLToPath(url),
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'esnext',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      // As in @adonisjs/tsconfig: decorators of the container and of Lucid read the types of what they decorate.
      transform: { legacyDecorator: true, decoratorMetadata: true },
      experimental: { keepImportAttributes: true },
    },
  })
  return code
}

/** A file appears whole or not at all, as processes start at the same time; a folder that cannot be written is no harm. */
function keep(path, code) {
  try {
    mkdirSync(cache, { recursive: true })
    writeFileSync(`${path}.${process.pid}`, code)
    renameSync(`${path}.${process.pid}`, path)
  } catch {}
}
