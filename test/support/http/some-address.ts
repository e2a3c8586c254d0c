import { randomInt } from 'node:crypto';

/** Somewhere in a private network. */
export const someAddress = (): string => `10.${[0, 0, 0].map(() => randomInt(256)).join('.')}`;
