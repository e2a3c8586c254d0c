/** Letters, marks and digits of any script and `_ . + -`; never an `@`, so that no username looks like an address. A mark stands on a letter. */
const USERNAME = /^(?!\p{M})[\p{L}\p{M}\p{N}_.+-]{3,150}$/u;

/** What is told of every other one. @internal */
export const USERNAME_PROBLEM = 'Use 3 to 150 letters, digits and the characters _ . + -';

/** A username as it is stored: without blanks around, compatibility forms folded (NFKC, as Django does it). */
export const readUsername = (typed: string): string => typed.normalize('NFKC').trim();

/** Whether it can be a username, however it was typed. @internal */
export const isUsername = (typed: string): boolean => USERNAME.test(readUsername(typed));

/** Folds a username for comparison: case does not make another person either (Unicode TR 36). @internal */
export const usernameKey = (typed: string): string => readUsername(typed).toLowerCase();
