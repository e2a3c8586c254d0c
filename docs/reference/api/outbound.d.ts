// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/outbound

export class FailedRequest extends Error {
    constructor(reason: string, cause?: unknown);
    readonly name: string;
    readonly reason: string;
}

export class Web {
    constructor(rules: WebRules, bounds: WebBounds);
    close(): Promise<void>;
    demandAddress(text: unknown, called: string): URL;
    demandReachable(text: unknown, called: string): Promise<URL>;
    fetch(address: string, asked: WebRequest): Promise<Response>;
    takesHttp(hostname: string): boolean;
    tell(address: string, asked: WebRequest): Promise<WebStatus>;
}

export interface WebBounds {
    readonly answerBytes: number;
    readonly timeoutMs: number;
}

export type WebProtocol = 'https:' | 'http:';

export interface WebRequest {
    readonly body?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly method: string;
}

export interface WebRules {
    readonly takesAddress: (address: string, hostname: string, protocol: WebProtocol) => boolean;
    readonly takesName: (hostname: string, protocol: WebProtocol) => boolean;
}

export interface WebStatus {
    readonly retryAfter: number | null;
    readonly status: number;
}

