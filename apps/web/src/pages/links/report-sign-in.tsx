import { orThrow } from '@castellan/client';
import type { CarriedLink } from '../../app/carried-link.js';
import { api } from '../../app/client.js';
import { t } from '../../app/words.js';
import { Consequences } from './consequences.js';
import { LinkPage } from './link-page.js';

const report = (link: CarriedLink) => orThrow(api.POST('/api/auth/report-sign-in', { body: link }));

/** `/report-sign-in`: takes an account back from whoever got into it. */
export default function ReportSignIn() {
  return (
    <LinkPage name="reportSignIn" act={report} isDrastic next={<p class="hint">{t('pages.links.closePage')}</p>} renews="reset">
      <Consequences
        heading="pages.links.reportSignIn.then"
        texts={['pages.links.reportSignIn.everywhere', 'pages.links.reportSignIn.added', 'pages.links.reportSignIn.password']}
      />
    </LinkPage>
  );
}
