/** Whom the kit signs in has proven nothing. @throws Error */
export function refuseProduction(): void {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('castellan/testing is for tests: it does not run with NODE_ENV=production.');
}
