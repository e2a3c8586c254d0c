/** Nobody waits longer for a code: what could not be sent by then is given up rather than paid for. Milliseconds. */
export const SMS_LIFE_MS = 5 * 60_000;
