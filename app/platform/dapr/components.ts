/** Names of the components that every sidecar is given (deploy/dapr/components). */
export const COMPONENTS = {
  pubsub: 'kafka-pubsub',
  stateStore: 'statestore',
  secretStore: 'secrets',
} as const
