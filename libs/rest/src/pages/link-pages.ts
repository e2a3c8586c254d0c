/** A page behind a mailed link: it confirms by a POST after a click, so that a mail scanner that opens links consumes nothing. */
export interface LinkPage {
  /** Where the mailed link points, below `FRONTEND_URL`. */
  readonly path: string;
  /** What the click posts `{uid, token}` to. */
  readonly apiPath: string;
  readonly title: string;
  readonly intro: string;
  readonly button: string;
  readonly done: string;
  /** Where a new link can be asked for with `{email}`. */
  readonly renewPath: string;
  readonly renewed: string;
}

/** The table of landing pages (contract §3 *Links*). Later pages are lines here. */
export const LINK_PAGES: readonly LinkPage[] = [
  {
    path: '/verify-account',
    apiPath: '/api/auth/verify-account',
    title: 'Confirm your e-mail address',
    intro: 'One click, and your account is ready to use.',
    button: 'Confirm my address',
    done: 'Your address is confirmed. You can close this page and sign in.',
    renewPath: '/api/auth/resend-verification',
    renewed: 'If there is an account that waits for confirmation, a new link is on its way.',
  },
];
