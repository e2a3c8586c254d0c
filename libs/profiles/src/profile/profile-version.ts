/**
 * Names what a form shows of the profile `p`, so that it can be told when that changed meanwhile. Settings are not among it: apps write
 * them all the time, and no form shows them.
 */
export const PROFILE_VERSION = 'md5(ROW(p.bio, p.location, p.date_of_birth, p.language, p.timezone)::text)';
