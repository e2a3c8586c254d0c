/** A page that people see: one shell for all, filled by the files that `apps/web` is built into (docs/guides/pages.md). */
export interface Page {
  /** Below `PUBLIC_URL`. */
  readonly path: string;
  /** What its title is called in the messages; null: the product's name alone. */
  readonly title: string | null;
  /** The module of `apps/web` that draws it, where it is fetched by itself: then together with the first one. */
  readonly module?: string;
  /** Whether mails lead to it: then it stays without `PAGES`. */
  readonly isMailed?: boolean;
}

/** Every page. Another one is a line here, one in `apps/web/src/app/routes.ts`, and its first segment in `OWN` of `libs/config/src/addresses.ts`. */
export const PAGES: readonly Page[] = [
  { path: '/', title: null },
  { path: '/register', title: 'pages.register.title' },
  { path: '/login', title: 'pages.login.title' },
  { path: '/login/code', title: 'pages.code.title' },
  { path: '/login/second-factor', title: 'pages.secondFactor.title' },
  { path: '/login/passkey', title: 'pages.offer.title', module: 'src/pages/passkey-offer.tsx' },
  { path: '/login/connect', title: 'pages.connect.title', module: 'src/pages/connect.tsx' },
  { path: '/logout', title: 'pages.logout.title' },
  mailed('/verify-account', 'verifyAccount'),
  mailed('/password-reset', 'passwordReset'),
  mailed('/password-reset-confirm', 'passwordResetConfirm'),
  mailed('/change-email-confirm', 'changeEmailConfirm'),
  mailed('/undo-email-change', 'undoEmailChange'),
  mailed('/confirm-sign-in', 'confirmSignIn'),
  mailed('/report-sign-in', 'reportSignIn'),
  { path: '/profile', title: 'pages.profile.title', module: 'src/pages/profile.tsx' },
  { path: '/profiles', title: 'pages.profile.title', module: 'src/pages/profile.tsx' },
  { path: '/security', title: 'pages.security.title', module: 'src/pages/security.tsx' },
];

/** A page behind a mailed link, or that mails one (docs/reference/contract.md#mailed-links). */
function mailed(path: string, name: string): Page {
  return { path, title: `pages.links.${name}.title`, module: 'src/pages/links.ts', isMailed: true };
}
