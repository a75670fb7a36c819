import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, stringify } from 'yaml'
import type { Site } from './site.js'

const DAPR = fileURLToPath(new URL('../../../deploy/dapr/', import.meta.url))

/** How often a sidecar says in the resolver's file that it is there. */
const RESOLVER_UPDATE_INTERVAL = '5s'

/** What every sidecar of a cluster is given. */
export interface DaprResources {
  /** Folders of components, subscriptions and the resiliency policy: the files of deploy/ themselves. */
  folders: string[]
  config: string
}

/** The configuration of deploy/ with the one thing that a machine with loopback only lacks: a name resolver. */
export function renderDaprResources(site: Site): DaprResources {
  const config = parse(readFileSync(join(DAPR, 'config.yaml'), 'utf8'))
  config.spec.nameResolution = {
    component: 'sqlite',
    version: 'v1',
    configuration: {
      connectionString: join(site.folder, 'name-resolution.db'),
      updateInterval: RESOLVER_UPDATE_INTERVAL,
    },
  }
  const rendered = join(site.folder, 'dapr-config.yaml')
  writeFileSync(rendered, stringify(config))
  return {
    folders: ['.', 'components', 'subscriptions'].map((name) => join(DAPR, name)),
    config: rendered,
  }
}
