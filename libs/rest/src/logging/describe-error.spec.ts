import { describeError } from './describe-error.js';

describe(describeError.name, () => {
  it('says nothing of a statement and its parameters (secrets in logs)', () => {
    const cause = Object.assign(new Error('duplicate key value'), {
      code: '23505',
      detail: 'Key (email)=(ada@example.com) exists',
      parameters: ['hash'],
    });
    const error = Object.assign(new Error('failed', { cause }), { query: 'INSERT …', parameters: ['ada@example.com'] });
    const line = JSON.stringify(describeError(error));
    expect(line).toContain('23505');
    expect(line).not.toMatch(/ada@example.com|INSERT|hash/);
  });

  it('ends at a cause that is its own', () => {
    const error = new Error('again');
    error.cause = error;
    expect(JSON.stringify(describeError(error)).length).toBeLessThan(20_000);
  });

  it('does not print what is not an error', () => {
    expect(describeError({ password: 'hunter2' })).toEqual({ type: 'object', message: expect.any(String) as string });
  });
});
