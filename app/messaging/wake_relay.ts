let wake: () => void = () => {}

/** Who is told that events were committed; one listener, which the process that runs the relay's notice sets. */
export function onRelayWake(listener: () => void) {
  wake = listener
}

/** Events were committed: the relay need not wait for its poll. */
export function wakeRelay() {
  wake()
}
