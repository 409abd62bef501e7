import type { Line } from './figures.js';

const HEADINGS = [
  'workload',
  'server',
  'requests/s',
  'CPU ms',
  'database CPU ms',
  'p50 ms',
  'p99 ms',
  'failed',
  'of bare + audit',
];

const figure = (value: number | null, digits: number): string =>
  value === null ? '–' : value.toFixed(digits);

/** The lines as a table that reads well in a terminal and in Markdown alike. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.workload,
    line.server,
    figure(line.requestsPerSecond, 0),
    figure(line.cpuMsPerRequest, 2),
    figure(line.databaseCpuMsPerRequest, 2),
    figure(line.p50Ms, 2),
    figure(line.p99Ms, 2),
    String(line.failures),
    figure(line.ofReference, 2),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const ruled = widths.map((width) => '-'.repeat(width));
  return [HEADINGS, ruled, ...rows].map((row) => textOf(row, widths)).join('\n');
}

/** Words to the left, figures to the right. */
function textOf(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) =>
    column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
  );
  return `| ${padded.join(' | ')} |`;
}
