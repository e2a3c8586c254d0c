/** What is told in place of a start, and the exit code. */
export interface Usage {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  readonly code: 0 | 2;
}

const USAGE = `Runs Castellan in this process until it is stopped. It takes no arguments: it is configured by environment variables,
docs/operations/configuration.md has them all, and "npm run -s castellan -- config check" says what is wrong with them.
For what else can be done: npm run -s castellan -- --help
`;

/** Who asks for help, or believes that an argument is read, gets no service; null: start. What was typed is not repeated: it may be a secret. */
export function usageFor(args: readonly string[]): Usage | null {
  if (args.length === 0) return null;
  if (args.every((arg) => arg === '--help' || arg === '-h')) return { stream: 'stdout', text: USAGE, code: 0 };
  return { stream: 'stderr', text: `Castellan did not start: there are arguments.\n\n${USAGE}`, code: 2 };
}
