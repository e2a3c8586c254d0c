import type { User } from '@castellan/client';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../../components/button.js';
import { Check } from '../../../components/check.js';
import { Form, type Typed } from '../../../components/form.js';
import { Notice } from '../../../components/notice.js';
import { Unsaved } from '../../../components/unsaved.js';
import { boot } from '../../../app/boot.js';
import { dayIn } from '../../../app/moment.js';
import { fileNameOf, saveFile } from '../../../app/save-file.js';
import { t } from '../../../app/words.js';

interface Props {
  readonly codes: readonly string[];
  readonly user: User;
  /** What they are for, where it is not the authenticator that they stand in for. */
  readonly lead?: string;
  /** Below what heading of the page it stands. */
  readonly titleAs?: 'h2' | 'h3';
  readonly onDone: () => void;
}

/** The codes, this once. They go when somebody says that they are kept. */
export function BackupCodes({ codes, user, onDone, ...printed }: Props) {
  const download = (): void => saveFile(`${fileNameOf(boot.brand.name)}-backup-codes.txt`, 'text/plain', fileOf(codes, user));
  return (
    <>
      <Printed codes={codes} user={user} {...printed} />
      <div class="stack">
        <div class="actions">
          <Button look="plain" onClick={download}>
            {t('pages.security.twoFactor.download')}
          </Button>
          <Button look="plain" onClick={() => print()}>
            {t('pages.security.twoFactor.print')}
          </Button>
        </div>
        <KeptForm onDone={onDone} />
      </div>
      <Unsaved lead={t('pages.security.twoFactor.leaveLead')} />
    </>
  );
}

/** Its heading takes the focus: the codes are what there is to see, and what is to be done stands below them. */
function Printed({ codes, user: { email }, lead, titleAs: Title = 'h3' }: Omit<Props, 'onDone'>) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <div class="printed">
      <Title ref={heading} tabIndex={-1}>
        {t('pages.security.twoFactor.backupTitle')}
      </Title>
      <p>{lead ?? t('pages.security.twoFactor.backupLead')}</p>
      <p class="only-printed">{t('pages.security.twoFactor.fileAccount', { email })}</p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function KeptForm({ onDone }: Pick<Props, 'onDone'>) {
  const [isTold, tell] = useState(false);
  const finish = ({ kept }: Typed): Promise<void> => {
    if (kept) onDone();
    else tell(true);
    return Promise.resolve();
  };
  return (
    <Form name="kept" onSubmit={finish}>
      <Check name="kept" label={t('pages.security.twoFactor.kept')} />
      {isTold && (
        <Notice kind="bad">
          <p>{t('pages.security.twoFactor.keptFirst')}</p>
        </Notice>
      )}
      <Button>{t('pages.security.twoFactor.done')}</Button>
    </Form>
  );
}

function fileOf(codes: readonly string[], { email }: User): string {
  const head = [
    t('pages.security.twoFactor.fileTitle', { name: boot.brand.name }),
    t('pages.security.twoFactor.fileAccount', { email }),
    t('pages.security.twoFactor.fileMade', { date: dayIn(new Date()) }),
    t('pages.security.twoFactor.fileEach'),
  ];
  return [...head, '', ...codes, ''].join('\r\n');
}
