import type { ComponentType } from 'preact';
import Home from '../pages/home.js';
import LoginCode from '../pages/login-code.js';
import Login from '../pages/login.js';
import Logout from '../pages/logout.js';
import Register from '../pages/register.js';
import SecondFactor from '../pages/second-factor.js';

/**
 * What draws the page at a path; `libs/rest/src/pages/page-table.ts` has the same paths. The way in is small and comes at once; what is
 * larger is fetched when it is needed: `lazy(() => import('../pages/profile.js'))`, of preact-iso.
 */
export const ROUTES: Readonly<Record<string, ComponentType>> = {
  '/': Home,
  '/register': Register,
  '/login': Login,
  '/login/code': LoginCode,
  '/login/second-factor': SecondFactor,
  '/logout': Logout,
};
