/** Why the service did not start, for whoever typed `npm start`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number }; // as Node's `listen` fails
  return code === 'EADDRINUSE' ? `Port ${String(port)} is in use: stop that process, or set PORT.` : error.message;
}
