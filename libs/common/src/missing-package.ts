const CODES: readonly unknown[] = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'];

/** Whether an import failed because this package, and not one that it needs itself, is not installed. */
export function isMissing(name: string, error: unknown): boolean {
  if (!(error instanceof Error) || !CODES.includes((error as NodeJS.ErrnoException).code)) return false;
  return error.message.includes(`'${name}'`) || error.message.includes(`'${name}/`);
}

/**
 * Loads a package that is needed only where it is used, and says so where it is missing: `await needed('twilio', 'SMS by Twilio',
 * () => import('twilio'))`.
 * @throws Error with the command that installs it
 */
export async function needed<T>(name: string, purpose: string, load: () => Promise<T>): Promise<T> {
  return load().catch((error: unknown) => {
    if (!isMissing(name, error)) throw error;
    throw new Error(`${purpose} needs the package ${name}. Install it: npm install ${name}`, { cause: error });
  });
}
