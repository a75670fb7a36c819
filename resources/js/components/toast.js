/** A message without Undo goes after this time; one with Undo stays until the next thing happens or it is closed. */
const PLAIN_TOAST_MS = 8000

export function toast() {
  return {
    timer: null,
    init() {
      const canUndo = this.$root.querySelector('form')
      if (!canUndo) this.timer = setTimeout(() => this.goUnlessRead(), PLAIN_TOAST_MS)
    },
    destroy() {
      clearTimeout(this.timer)
    },
    goUnlessRead() {
      if (this.$root.matches(':hover, :focus-within')) {
        this.timer = setTimeout(() => this.goUnlessRead(), PLAIN_TOAST_MS)
      } else this.dismiss()
    },
    dismiss() {
      this.$root.remove()
    },
  }
}
