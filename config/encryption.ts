import { defineConfig, drivers } from '@adonisjs/core/encryption'
import { settings } from '#app/platform/settings'

const encryptionConfig = defineConfig({
  default: 'aes256gcm',
  list: {
    aes256gcm: drivers.aes256gcm({ id: 'taskflow', keys: [settings().appKey] }),
  },
})

export default encryptionConfig

declare module '@adonisjs/core/types' {
  export interface EncryptorsList extends InferEncryptors<typeof encryptionConfig> {}
}
