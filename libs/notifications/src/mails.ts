/** What each mail is told. Links are secrets; user-given strings need no escaping here, the renderer does it. */
export interface MailData {
  /** Proves an address: `link` leads to the confirmation page and lives `minutes` minutes. */
  readonly 'verify-email': { readonly link: string; readonly minutes: number };
  /** Someone tried to sign up with an address that has an account already. */
  readonly 'address-taken': { readonly signInLink: string; readonly resetLink: string };
  /** A session was ended because an old refresh token of it was used again. */
  readonly 'refresh-reuse': { readonly deviceName: string; readonly at: Date };
}

export type MailTemplate = keyof MailData;

/** One mail to one address: `{to, template, data}`, where `template` decides the shape of `data`. */
export type Mail = {
  [Template in MailTemplate]: { readonly to: string; readonly template: Template; readonly data: MailData[Template] };
}[MailTemplate];
