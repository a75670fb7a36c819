/** A <details> that floats: Escape and a press outside close it, and only one is open. */
export function menu() {
  return {
    close(event) {
      if (!this.$root.open) return
      this.$root.open = false
      if (event.type !== 'keydown') return
      event.stopPropagation()
      this.$root.querySelector('summary').focus()
    },
  }
}
