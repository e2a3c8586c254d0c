// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/branding

export interface Brand {
    readonly color: string;
    readonly logo: Logo | null;
    readonly name: string;
    readonly privacyUrl: string | null;
    readonly supportEmail: string | null;
    readonly termsUrl: string | null;
}

export interface Colors {
    readonly accent: string;
    readonly bad: string;
    readonly card: string;
    readonly drastic: string;
    readonly edge: string;
    readonly good: string;
    readonly ground: string;
    readonly ink: string;
    readonly line: string;
    readonly onAccent: string;
    readonly onDrastic: string;
    readonly soft: string;
    readonly warn: string;
}

export function designCss(input: Pick<Brand, 'color'>): string;

export interface FileFault {
    readonly file: string;
    readonly line: number | null;
    readonly problem: string;
}

export class FileFaults extends Error {
    constructor(faults: readonly FileFault[]);
    readonly faults: readonly FileFault[];
}

export interface Logo {
    readonly bytes: Buffer;
    readonly hash: string;
    readonly type: 'image/svg+xml' | 'image/png';
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

export function messageTemplate(language: string): string;

export interface MessageTree {
    readonly [key: string]: string | MessageTree;
}

export type MessageValues = Readonly<Record<string, string | number>>;

export const OUR_BRAND: Brand;

export interface Palette {
    readonly dark: Colors;
    readonly light: Colors;
}

export function paletteOf(color: string): Palette;

