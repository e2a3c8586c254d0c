import { orThrow } from '@castellan/client';
import { boot } from '../../app/boot.js';
import type { CarriedLink } from '../../app/carried-link.js';
import { api } from '../../app/client.js';
import { t } from '../../app/words.js';
import { Consequences } from './consequences.js';
import { LinkPage } from './link-page.js';

const undo = (link: CarriedLink) => orThrow(api.POST('/api/auth/undo-email-change', { body: link }));

/** `/undo-email-change`: the account gets back the address that the link was mailed to. */
export default function UndoEmailChange() {
  const { supportEmail } = boot.brand;
  return (
    <LinkPage
      name="undoEmailChange"
      act={undo}
      next={<p class="hint">{t('pages.links.closePage')}</p>}
      advice={supportEmail && <a href={`mailto:${supportEmail}`}>{t('pages.links.support', { email: supportEmail })}</a>}
    >
      <Consequences
        heading="pages.links.undoEmailChange.then"
        texts={[
          'pages.links.undoEmailChange.address',
          'pages.links.undoEmailChange.everywhere',
          'pages.links.undoEmailChange.added',
          'pages.links.undoEmailChange.password',
        ]}
      />
    </LinkPage>
  );
}
