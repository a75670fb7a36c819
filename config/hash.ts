import { defineConfig, drivers } from '@adonisjs/core/hash'

/** OWASP's floor for scrypt (N 2^17, r 8, p 1); needs 128 MiB for the moment of a sign-in. Tests cannot wait for it. */
const cost = process.env.NODE_ENV === 'test' ? 1024 : 131_072

const hashConfig = defineConfig({
  default: 'scrypt',
  list: {
    scrypt: drivers.scrypt({
      cost,
      blockSize: 8,
      parallelization: 1,
      maxMemory: 256 * 1024 * 1024,
    }),
  },
})

export default hashConfig

declare module '@adonisjs/core/types' {
  export interface HashersList extends InferHashers<typeof hashConfig> {}
}
