/**
 * Whether an `Accept` header names a media type itself: `*\/*` does not count, every scanner and program sends it, and a weight of 0 is
 * a no (RFC 9110 §12.4.2).
 */
export function namesType(accept: string | undefined, type: string): boolean {
  return (accept ?? '').split(',').some((range) => {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return name === type && !parameters.some(isNo);
  });
}

const isNo = (parameter: string): boolean => /^q\s*=\s*0(\.0{0,3})?$/.test(parameter);
