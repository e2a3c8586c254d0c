import type { ComponentType } from 'preact';
import Home from '../pages/home.js';
import LoginCode from '../pages/login-code.js';
import Login from '../pages/login.js';
import Logout from '../pages/logout.js';
import Register from '../pages/register.js';
import SecondFactor from '../pages/second-factor.js';
import { href } from './boot.js';
import { later } from './later.js';

/** Mails lead to them, and few people more than once: they come together, when one is needed. */
const mailed = (name: keyof typeof import('../pages/links.js')): ComponentType =>
  later(() => import('../pages/links.js').then((pages) => pages[name]));
const Profile = later(() => import('../pages/profile.js').then((module) => module.default));
const Connect = later(() => import('../pages/connect.js').then((module) => module.default));
const PasskeyOffer = later(() => import('../pages/passkey-offer.js').then((module) => module.default));
const Security = later(() => import('../pages/security.js').then((module) => module.default));

/**
 * What draws the page at a path; `libs/rest/src/pages/page-table.ts` has the same paths. The way in is small and comes at once; what is
 * larger is fetched when it is needed.
 */
export const ROUTES: Readonly<Record<string, ComponentType>> = {
  '/': Home,
  '/register': Register,
  '/login': Login,
  '/login/code': LoginCode,
  '/login/second-factor': SecondFactor,
  '/login/passkey': PasskeyOffer,
  '/login/connect': Connect,
  '/logout': Logout,
  '/verify-account': mailed('VerifyAccount'),
  '/password-reset': mailed('PasswordReset'),
  '/password-reset-confirm': mailed('PasswordResetConfirm'),
  '/change-email-confirm': mailed('ChangeEmailConfirm'),
  '/undo-email-change': mailed('UndoEmailChange'),
  '/confirm-sign-in': mailed('ConfirmSignIn'),
  '/report-sign-in': mailed('ReportSignIn'),
  '/profile': Profile,
  '/profiles': Profile,
  '/security': Security,
};

/** Links to other pages of ours draw those; everything else is the browser's. A link that begins with `?` loads anew. */
export const OURS = new RegExp(
  `^(${Object.keys(ROUTES)
    .map((path) => escaped(href(path)))
    .join('|')})/?(?:\\?|$)`,
);

/** The page of ours that a link leads to, as it is written. */
export function pageOf(link: string): ComponentType | undefined {
  const address = OURS.exec(link)?.[1];
  return Object.entries(ROUTES).find(([path]) => href(path) === address)?.[1];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
