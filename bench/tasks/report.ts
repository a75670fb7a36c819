import type { Figures } from '../load.js'

export interface Row {
  name: string
  floor: Figures
  api: Figures
  page: Figures
}

const COLUMNS = ['', 'through', 'p50 ms', 'p95 ms', 'p99 ms', 'requests/s', 'p50 to bare SQL']
const WIDTHS = [10, 9, 8, 8, 8, 11, 16]

export function printTable(result: Row[]) {
  const lines = result.flatMap(({ name, floor, api, page }) => [
    line([name, 'pg', ...figures(floor), '1.0×']),
    line(['', 'API', ...figures(api), ratio(api, floor)]),
    line(['', 'page', ...figures(page), ratio(page, floor)]),
  ])
  process.stdout.write(`${[line(COLUMNS), ...lines].join('\n')}\n`)
}

function figures({ p50, p95, p99, perSecond }: Figures) {
  return [p50.toFixed(1), p95.toFixed(1), p99.toFixed(1), perSecond.toFixed(0)]
}

function ratio(figure: Figures, floor: Figures) {
  return `${(figure.p50 / floor.p50).toFixed(1)}×`
}

function line(cells: string[]) {
  return cells
    .map((cell, column) =>
      column < 2 ? cell.padEnd(WIDTHS[column]!) : cell.padStart(WIDTHS[column]!)
    )
    .join(' ')
}
