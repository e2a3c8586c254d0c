import type { Finding } from '@castellan/common';

/** Each finding as a line, and below it what puts it right. What a server said is shown without what a terminal would obey. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ state, about, told, changes = [] }) => [
    `  ${state.padEnd(8)} ${about.padEnd(10)} ${told.replace(/\p{C}+/gu, ' ')}`,
    ...changes.map((change) => `    ${change}`),
  ]);
}
