import type { EnrolmentLink, PanelSetUp } from '@castellan/accounts';
import { pageTemplates } from '@castellan/rest';

type LinkOfPage = EnrolmentLink & { readonly email: string };

const template = pageTemplates(import.meta.dirname);
const pages = {
  signIn: template('sign-in'),
  code: template('code'),
  mailedLink: template('mailed-link'),
  beginSetUp: template('begin-set-up'),
  setUp: template('set-up'),
  enable: template('enable'),
  backupCodes: template('backup-codes'),
  signOut: template('sign-out'),
};

export const signInPage = (base: string, message: string | null, identifier = ''): string => pages.signIn({ base, message, identifier });

export const codePage = (base: string, message: string | null): string => pages.code({ base, message });

/** The same for everybody who has given a right password and has no second factor. */
export const mailedLinkPage = (base: string): string => pages.mailedLink({ base });

/** Before the secret is made: a page that is merely opened changes nothing. The link goes from form to form: nothing is kept of it. */
export const beginSetUpPage = (base: string, link: LinkOfPage, message: string | null): string => pages.beginSetUp({ base, link, message });

export const setUpPage = (base: string, link: EnrolmentLink, { qrCode, secret }: PanelSetUp): string =>
  pages.setUp({ base, link, qrCode, secret: secret.replace(/(.{4})(?=.)/g, '$1 ') });

/** The app holds the secret already, so it is not shown again. */
export const enablePage = (base: string, link: EnrolmentLink, message: string | null): string =>
  pages.enable({ base, link, message, query: new URLSearchParams({ uid: link.uid, token: link.token }).toString() });

export const backupCodesPage = (base: string, codes: readonly string[]): string => pages.backupCodes({ base, codes });

export const signOutPage = (base: string): string => pages.signOut({ base });
