/** Where the browser remembers that single keys are switched off (WCAG 2.1.4: they must be able to be). */
const SETTING = 'taskflow.single-keys'

export function areSingleKeysOn() {
  return localStorage.getItem(SETTING) !== 'off'
}

export function openShortcuts() {
  document.getElementById('shortcuts')?.showModal()
}

/** The dialog that lists the keys. */
export function shortcuts() {
  return {
    on: areSingleKeysOn(),
    close() {
      this.$root.close()
    },
    toggle() {
      this.on = !this.on
      localStorage.setItem(SETTING, this.on ? 'on' : 'off')
    },
  }
}
