/** Fills a hidden field with the browser's time zone. */
export function browserZone() {
  return {
    init() {
      this.$el.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''
    },
  }
}
