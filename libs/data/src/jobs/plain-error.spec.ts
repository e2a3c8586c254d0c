import { plainError } from './plain-error.js';

describe(plainError.name, () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:25\n    at TCPConnectWrap', 'connect ECONNREFUSED 127.0.0.1:25'],
    ['550 <ada@example.com>: user unknown', '550 <…>: user unknown'],
    ['cannot send to +49 170 1234567', 'cannot send to …'],
    ['the code 123456 was refused', 'the code … was refused'],
    ['GET https://example.com/verify?token=abc failed', 'GET … failed'],
    ['no such token: Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6', 'no such token: …'],
  ])('tells of %j what went wrong, not to whom', (message, told) => {
    expect(plainError(message)).toBe(told);
  });

  it('is one line of at most 200 characters', () => {
    expect(plainError('so '.repeat(500))).toHaveLength(200);
  });
});
