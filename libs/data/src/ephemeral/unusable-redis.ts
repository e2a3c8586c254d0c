/** Answers to what stands in the address, which no waiting mends. Without its database a server would use number 0, and be another's. */
const WRONG_ADDRESS: readonly { readonly answer: RegExp; readonly problem: string; readonly change: string }[] = [
  {
    answer: /DB index|SELECT is not allowed/,
    problem: 'names a database that this Redis does not have',
    change: 'redis://cache.example.com:6379/0',
  },
  {
    answer: /^(?:WRONGPASS|NOAUTH|ERR invalid password)/,
    problem: 'has not the user and password of this Redis',
    change: 'redis://user:password@cache.example.com:6379',
  },
  {
    answer: /cluster support disabled/,
    problem: 'names a Redis that is no cluster',
    change: 'redis://cache.example.com:6379   (without ?cluster)',
  },
];

/** The address of the Redis is wrong; the message names the line to change. */
export class UnusableRedis extends Error {
  constructor(problem: string, change: string) {
    super(`REDIS_URL ${problem}.\n    set: REDIS_URL=${change}`);
    this.name = UnusableRedis.name;
  }
}

/** A cluster tells what the last of its nodes said. */
export function wrongAddress(error: Error & { readonly lastNodeError?: Error }): UnusableRedis | null {
  const { message } = error.lastNodeError ?? error;
  const known = WRONG_ADDRESS.find(({ answer }) => answer.test(message));
  return known ? new UnusableRedis(known.problem, known.change) : null;
}
