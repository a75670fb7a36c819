import { defineConfig, drivers } from '@adonisjs/core/hash'

const hashConfig = defineConfig({
  default: 'scrypt',
  list: {
    /** OWASP's scrypt floor (N 2^17, r 8, p 1); needs 128 MiB for the moment of a sign-in. */
    scrypt: drivers.scrypt({ cost: 131_072, blockSize: 8, parallelization: 1, maxMemory: 256 * 1024 * 1024 }),
  },
})

export default hashConfig

declare module '@adonisjs/core/types' {
  export interface HashersList extends InferHashers<typeof hashConfig> {}
}
