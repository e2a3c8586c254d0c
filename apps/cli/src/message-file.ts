import { builtInMessages } from '@castellan/branding';

/** The words of one of our languages, as they came. Loaded when it is asked for. */
export const messageFile = (language: string): string => builtInMessages(language);
