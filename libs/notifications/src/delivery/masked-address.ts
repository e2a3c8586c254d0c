/** `ada@example.com` as `a…@example.com`: enough for its owner to know it again, too little for anybody else to write to it. */
export function maskedAddress(address: string): string {
  const [first = ''] = address; // by code point: half of a surrogate pair would be no character
  return `${first}…${address.slice(address.lastIndexOf('@'))}`;
}
