import { orThrow } from '@castellan/client';
import { useAct } from '../app/act.js';
import { api } from '../app/client.js';
import { asWritten } from '../app/places.js';
import { departToLink, type Provider } from '../app/providers.js';
import { withProof } from '../app/recent.js';
import { t } from '../app/words.js';
import { Button, type ButtonProps } from './button.js';
import { Failed } from './failed.js';
import { ProviderMark } from './provider-mark.js';

interface Props extends Pick<ButtonProps, 'look'> {
  readonly provider: Provider;
  /** Where they are led back to, once it is connected. */
  readonly next: string;
  readonly onBegin?: () => void;
}

/** Leads to a provider, to connect it to the account that one is in. */
export function ConnectButton({ provider, next, look, onBegin }: Props) {
  const act = useAct();
  const connect = async (): Promise<void> => {
    const params = { path: { provider: provider.id } };
    const asked = await withProof(() => orThrow(api.POST('/api/auth/with/{provider}/link', { params, body: { next: asWritten(next) } })));
    if (asked) departToLink(provider, asked.answer.redirect_url);
  };
  const begin = (): void => {
    onBegin?.();
    act.run(connect);
  };
  return (
    <>
      <Failed of={act} />
      <Button look={look} isBusy={act.isBusy} onClick={begin}>
        <ProviderMark provider={provider} />
        <span>{t('pages.connect.act', { provider: provider.name })}</span>
      </Button>
    </>
  );
}
