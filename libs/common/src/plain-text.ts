/**
 * Text that stays where it stands, on one line: no control characters, no line breaks of any script, none of the characters that turn the
 * direction of what follows (UAX #9; CVE-2021-42574 "Trojan Source"), no half characters. For names and whatever ends up in mails and lists.
 * @internal
 */
export const PLAIN_LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u;

/** The same with line breaks (`\n`) and tabs. @internal */
export const PLAIN_LINES = /^(?:[\n\t]|[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}])*$/u;
