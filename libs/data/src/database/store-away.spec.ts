import { QueryFailedError } from 'typeorm';
import { isStoreAway } from './store-away.js';

const withCode = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe(isStoreAway.name, () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['every address refused', new AggregateError([withCode('ECONNREFUSED'), withCode('EHOSTUNREACH')])],
    ['a terminated session', withCode('57P01', 'terminating connection due to administrator command')],
    ['a server that starts', withCode('57P03')],
    ['a full server', withCode('53300')],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect')],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['the same inside of TypeORM', new QueryFailedError('SELECT 1', [], withCode('08006'))],
    ['the same as a cause', new Error('wrapped', { cause: withCode('ECONNRESET') })],
    ['Redis that is away', Object.assign(new Error('x'), { name: 'MaxRetriesPerRequestError' })],
  ])('knows %s', (_name, error) => {
    expect(isStoreAway(error)).toBe(true);
  });

  it.each([
    ['a taken key', withCode('23505')],
    ['a wrong statement', new QueryFailedError('SELEC', [], withCode('42601'))],
    ['a programming error', new TypeError('x is not a function')],
    ['no error', null],
  ])('does not excuse %s', (_name, error) => {
    expect(isStoreAway(error)).toBe(false);
  });
});
