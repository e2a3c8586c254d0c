// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/branding

export const englishMessages: () => string;

export interface FileFault {
    readonly file: string;
    readonly line: number | null;
    readonly problem: string;
}

export class FileFaults extends Error {
    constructor(faults: readonly FileFault[]);
    readonly faults: readonly FileFault[];
}

export class Messages {
    constructor(input?: MessagesOptions);
    readonly languages: readonly string[];
    match(tag: string | null | undefined): string | null;
    negotiate(acceptLanguage: string | undefined): string;
    section(language: string, name: MessageSection): MessageTree;
    text(language: string, key: string, values?: MessageValues): string;
}

export type MessageSection = 'pages' | 'problems' | 'reasons' | 'fields' | 'panel' | 'mails' | 'sms';

export interface MessagesOptions {
    readonly directory?: string | null;
    readonly languages?: readonly string[];
}

export interface MessageTree {
    readonly [key: string]: string | MessageTree;
}

export type MessageValues = Readonly<Record<string, string | number>>;

