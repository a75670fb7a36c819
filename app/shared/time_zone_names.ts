let names: string[] | null = null

/** The IANA zones a person can choose from, in alphabetical order; `UTC` is not among those of the platform. */
export function timeZoneNames(): string[] {
  names ??= [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort()
  return names
}
