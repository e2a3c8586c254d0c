import type { EnrolmentLink, PanelSetUp } from '@castellan/accounts';
import { escapeHtml, renderPage } from '@castellan/rest';

type LinkOfPage = EnrolmentLink & { readonly email: string };

const problem = (message: string | null): string => (message === null ? '' : `<p class="problem" role="alert">${escapeHtml(message)}</p>`);

const again = (base: string): string => `<p class="aside"><a href="${base}/sign-in">Begin again</a></p>`;

export function signInPage(base: string, message: string | null, identifier = ''): string {
  return renderPage(
    'Castellan panel',
    `<p>For operators only.</p>${problem(message)}
      <form method="post" action="${base}/sign-in">
        <label for="identifier">Email address or username</label>
        <input id="identifier" name="identifier" value="${escapeHtml(identifier)}" autocomplete="username" autocapitalize="none" maxlength="320" required autofocus />
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" maxlength="1000" required />
        <button>Sign in</button>
      </form>`,
    base,
  );
}

export function codePage(base: string, message: string | null): string {
  return renderPage(
    'Your second factor',
    `<p>The code of your authenticator app, or one of your backup codes.</p>${problem(message)}
      <form method="post" action="${base}/sign-in/code">${codeField}<button>Sign in</button></form>${again(base)}`,
    base,
  );
}

/** The same for everybody who has given a right password and has no second factor. */
export function mailedLinkPage(base: string): string {
  return renderPage(
    'Look into your mail',
    `<p>The panel opens with a second factor only, and your account has none yet. We have sent a link to the address of your account: with it
      you set one up. You need an authenticator app on your phone.</p>
      <p class="aside">No mail? Look where unwanted mail goes, or ask who runs this service. <a href="${base}/sign-in">Begin again</a></p>`,
    base,
  );
}

/** Before the secret is made: a page that is merely opened changes nothing. */
export function beginSetUpPage(base: string, link: LinkOfPage, message: string | null): string {
  return renderPage(
    'Set up your second factor',
    `<p>Get your authenticator app ready, and confirm that it is you.</p>${problem(message)}
      <form method="post" action="${base}/sign-in/set-up">${linkFields(link)}
        <label for="identifier">Email address</label>
        <input id="identifier" value="${escapeHtml(link.email)}" autocomplete="username" readonly />
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" maxlength="1000" required autofocus />
        <button>Set it up</button>
      </form>${again(base)}`,
    base,
  );
}

export function setUpPage(base: string, link: EnrolmentLink, { qrCode, secret }: PanelSetUp): string {
  return renderPage(
    'Scan this code',
    `<p>Scan it with your authenticator app, or type the key into it.</p>
      <img class="qr" src="${escapeHtml(qrCode)}" alt="QR code of the key below" width="220" height="220" />
      <p><code class="secret">${escapeHtml(secret.replace(/(.{4})(?=.)/g, '$1 '))}</code></p>
      ${enableForm(base, link)}${again(base)}`,
    base,
  );
}

/** The app holds the secret already, so it is not shown again. */
export function enablePage(base: string, link: EnrolmentLink, message: string | null): string {
  return renderPage(
    'Set up your second factor',
    `${problem(message)}${enableForm(base, link)}
      <p class="aside">Lost the code? <a href="${escapeHtml(linkAddress(base, link))}">Begin the set-up again</a></p>`,
    base,
  );
}

export function backupCodesPage(base: string, codes: readonly string[]): string {
  return renderPage(
    'Keep these backup codes',
    `<p>Each of them signs you in once, when your phone is not at hand. They are never shown again.</p>
      <ol class="codes">${codes.map((code) => `<li><code>${escapeHtml(code)}</code></li>`).join('')}</ol>
      <p><a class="button" href="${base}/">I have kept them: to the panel</a></p>`,
    base,
  );
}

export function signOutPage(base: string): string {
  return renderPage(
    'Sign out?',
    `<form method="post" action="${base}/sign-out"><button>Sign out</button></form><p class="aside"><a href="${base}/">Back to the panel</a></p>`,
    base,
  );
}

const codeField = `<label for="code">Code</label>
        <input id="code" name="code" inputmode="text" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" maxlength="64" required autofocus />`;

/** It goes from form to form: nothing is kept of it on the way. */
const linkFields = ({ uid, token }: EnrolmentLink): string =>
  `<input type="hidden" name="uid" value="${escapeHtml(uid)}" /><input type="hidden" name="token" value="${escapeHtml(token)}" />`;

const linkAddress = (base: string, { uid, token }: EnrolmentLink): string =>
  `${base}/sign-in/set-up?${new URLSearchParams({ uid, token }).toString()}`;

const enableForm = (base: string, link: EnrolmentLink): string =>
  `<form method="post" action="${base}/sign-in/enable">${linkFields(link)}${codeField}<button>Turn it on</button></form>`;
