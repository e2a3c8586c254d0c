import { boot } from '../app/boot.js';

const dateTime = new Intl.DateTimeFormat(boot.language, { dateStyle: 'medium', timeStyle: 'short' });
const date = new Intl.DateTimeFormat(boot.language, { dateStyle: 'long' });

/** A time of the API in words, by the clock of this device. */
export const momentIn = (iso: string): string => dateTime.format(new Date(iso));

/** A day in words. */
export const dayIn = (moment: Date): string => date.format(moment);
