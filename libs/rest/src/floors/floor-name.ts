/** `signup`: `answerFloors.signUpMs`; `mail`: `answerFloors.mailMs`. */
export type FloorName = 'signup' | 'mail';

export const FLOOR = 'castellan:answer-floor';
