/** Says an error that no caller waits for, as browsers do with one of an event listener: it reaches whoever listens for errors. */
export function report(error: unknown): void {
  const { reportError } = globalThis as { readonly reportError?: (error: unknown) => void }; // not in Node
  const later = (): void => {
    throw error;
  };
  if (reportError) reportError(error);
  else setTimeout(later);
}
