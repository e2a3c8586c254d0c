import { orThrow } from '@castellan/client';
import { boot } from '../../app/boot.js';
import type { CarriedLink } from '../../app/carried-link.js';
import { api } from '../../app/client.js';
import { LinkPage } from './link-page.js';
import { SignInLink, SignInNext } from './next-step.js';

const confirm = (link: CarriedLink) => orThrow(api.POST('/api/auth/change-email-confirm', { body: link }));

/** `/change-email-confirm`: the account moves to the address that the link was mailed to. */
export default function ChangeEmailConfirm() {
  return <LinkPage name="changeEmailConfirm" act={confirm} next={<SignInNext />} advice={boot.signIn && <SignInLink />} />;
}
