/** The bar for selected tasks: counts them, selects all or none. That it shows at all is CSS (bulk.css). */
export function bulk() {
  return {
    count: 0,
    listener: null,
    init() {
      this.listener = (event) => event.target.matches('.pick') && this.countAgain()
      document.addEventListener('change', this.listener)
      this.countAgain()
    },
    destroy() {
      document.removeEventListener('change', this.listener)
    },
    get words() {
      return `${this.count} selected`
    },
    countAgain() {
      this.count = document.querySelectorAll('.pick:checked').length
    },
    all() {
      this.tick(true)
    },
    none() {
      this.tick(false)
      const mode = document.getElementById('selecting')
      if (mode) mode.checked = false
    },
    tick(checked) {
      for (const box of document.querySelectorAll('.pick')) box.checked = checked
      this.countAgain()
    },
  }
}
