/** Has no device: looking for one takes as long for an unknown user as for a known one. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
