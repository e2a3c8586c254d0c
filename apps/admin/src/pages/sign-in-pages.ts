import type { EnrolmentLink, PanelSetUp } from '@castellan/accounts';
import type { Show } from '@castellan/rest';

type LinkOfPage = EnrolmentLink & { readonly email: string };

export const signInPage = (show: Show, message: string | null, identifier = ''): string => show('sign-in', { message, identifier });

/** @param asked whether to offer a passkey beside the code: then the page has a script */
export const codePage = (show: Show, asked: { readonly message: string | null; readonly hasPasskey: boolean }): string =>
  show('code', asked);

/** The same for everybody who has given a right password and has no second factor. */
export const mailedLinkPage = (show: Show): string => show('mailed-link');

/** Before the secret is made: a page that is merely opened changes nothing. The link goes from form to form: nothing is kept of it. */
export const beginSetUpPage = (show: Show, link: LinkOfPage, message: string | null): string => show('begin-set-up', { link, message });

export const setUpPage = (show: Show, link: EnrolmentLink, { qrCode, secret }: PanelSetUp): string =>
  show('set-up', { link, qrCode, secret: secret.replace(/(.{4})(?=.)/g, '$1 ') });

/** The app holds the secret already, so it is not shown again. */
export const enablePage = (show: Show, link: EnrolmentLink, message: string | null): string =>
  show('enable', { link, message, query: new URLSearchParams({ uid: link.uid, token: link.token }).toString() });

export const backupCodesPage = (show: Show, codes: readonly string[]): string => show('backup-codes', { codes });

export const signOutPage = (show: Show): string => show('sign-out');
