/** Offers the names of all zones to a text field; they are the browser's own, so the page need not carry them. */
export function zoneList() {
  return {
    init() {
      const id = this.$el.getAttribute('list')
      if (document.getElementById(id)) return
      const list = document.createElement('datalist')
      list.id = id
      list.append(...Intl.supportedValuesOf('timeZone').map((name) => new Option(name, name)))
      document.body.append(list)
    },
  }
}
