/** Whoever has the key can be anybody. @throws Error */
export function refuseProduction(): void {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('@castellan/access/testing is for tests: it does not run with NODE_ENV=production.');
}
