/** What a page asks for; `name` is the name of the API's field, so that its failures find their way back to the input. */
export interface PageField {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'password';
  readonly autocomplete: 'email' | 'new-password' | 'current-password';
  readonly hint?: string;
  /** Shown once an answer of the API is about it. */
  readonly isAskedForLater?: boolean;
  /** Another way for who cannot fill it in. */
  readonly way?: { readonly path: string; readonly label: string };
}

export const EMAIL: PageField = { name: 'email', label: 'Your e-mail address', type: 'email', autocomplete: 'email' };

/** A page that does one thing by a POST after a click, so that a mail scanner that opens links consumes nothing. */
export interface LinkPage {
  /** Where mailed links point, below `FRONTEND_URL`. */
  readonly path: string;
  /** What the click posts to: the link's `uid` and `token`, if it has them, and the fields. */
  readonly apiPath: string;
  /** Whether `apiPath` also confirms by a GET, for clients that follow links themselves (docs/reference/contract.md#mailed-links). */
  readonly confirmsByGet: boolean;
  readonly title: string;
  readonly intro: string;
  readonly fields: readonly PageField[];
  readonly button: string;
  /** A red button, for what ends something. */
  readonly isDrastic?: boolean;
  /** The heading once it is done, and what is said below it. */
  readonly doneTitle: string;
  readonly done: string;
  /** What is left to do when the link is not valid any more; null: the page needs no link. */
  readonly expired: ExpiredLink | null;
}

export interface ExpiredLink {
  readonly advice: string;
  /** Where another link can be asked for with `{email}`; null where nobody may ask without signing in. */
  readonly renewal: LinkRenewal | null;
}

export interface LinkRenewal {
  readonly apiPath: string;
  readonly button: string;
  readonly doneTitle: string;
  readonly done: string;
}
