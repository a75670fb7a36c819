/** A read-only field whose text is selected as a whole. */
export function secret() {
  return {
    selectAll() {
      this.$el.select()
    },
  }
}

/** A button that copies the field it names in `data-copy`. */
export function copy() {
  return {
    label: 'Copy',
    async run() {
      const field = document.getElementById(this.$root.dataset.copy)
      try {
        await navigator.clipboard.writeText(field.value)
        this.label = 'Copied'
      } catch {
        field.select() // no permission, or no TLS: ready for Ctrl+C
        this.label = 'Press Ctrl+C'
      }
    },
  }
}
