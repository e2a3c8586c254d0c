import type { ComponentType } from 'preact';
import { lazy } from 'preact-iso';
import Home from '../pages/home.js';
import LoginCode from '../pages/login-code.js';
import Login from '../pages/login.js';
import Logout from '../pages/logout.js';
import Register from '../pages/register.js';
import SecondFactor from '../pages/second-factor.js';

/** Mails lead to them, and few people more than once: they come together, when one is needed. */
const mailed = (name: keyof typeof import('../pages/links.js')): ComponentType =>
  lazy(() => import('../pages/links.js').then((pages) => pages[name]));
const Profile = lazy(() => import('../pages/profile.js'));
const Security = lazy(() => import('../pages/security.js'));

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
