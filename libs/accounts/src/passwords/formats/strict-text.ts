/** Standard base64 with its padding. Null for anything else, where `Buffer.from` would read what it can. */
export function base64Bytes(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return text === bytes.toString('base64') ? bytes : null;
}

/** The same without padding, as PHC strings have it. */
export function unpaddedBase64Bytes(text: string): Buffer | null {
  return base64Bytes(text.padEnd(Math.ceil(text.length / 4) * 4, '='));
}

/** Null unless the text is whole bytes in hexadecimal. */
export function hexBytes(text: string): Buffer | null {
  return /^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : null;
}

/** A plain positive number of at most ten digits, else NaN (which no bound lets pass). */
export function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : NaN;
}
