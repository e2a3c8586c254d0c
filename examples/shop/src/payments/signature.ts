import { createHmac, timingSafeEqual } from 'node:crypto';

export const signatureOf = (body: Buffer | string): string =>
  createHmac('sha256', process.env['PAYMENT_SECRET'] ?? 'a first look')
    .update(body)
    .digest('hex');

export function isSigned(body: Buffer, signature: string): boolean {
  const [expected, given] = [Buffer.from(signatureOf(body)), Buffer.from(signature)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
