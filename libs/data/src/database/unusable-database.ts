/** The database cannot be used as it is; the message names the line to change. */
export class UnusableDatabase extends Error {
  constructor(problem: string, ...lines: readonly string[]) {
    super([problem, ...lines.map((line) => `    set: ${line}`)].join('\n'));
    this.name = UnusableDatabase.name;
  }
}
