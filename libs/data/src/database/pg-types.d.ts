/** What pg-types 2 registers for everybody when it is loaded. It has types for its index alone. */
declare module 'pg-types/lib/textParsers.js' {
  const parsers: { init(register: (oid: number, parse: (value: string) => unknown) => void): void };
  export default parsers;
}
