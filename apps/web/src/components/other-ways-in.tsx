import type { ComponentChildren } from 'preact';
import { boot } from '../app/boot.js';
import { departTo } from '../app/providers.js';
import { t } from '../app/words.js';
import { Button } from './button.js';
import { ProviderMark } from './provider-mark.js';

/** Below a form: the providers, and what else needs nothing typed. @param children null where there is none */
export function OtherWaysIn({ children = null }: { readonly children?: ComponentChildren }) {
  if (boot.providers.length === 0 && children === null) return null;
  return (
    <>
      <p class="divider">{t('pages.login.or')}</p>
      <div class="stack">
        {children}
        {boot.providers.map((provider) => (
          <Button key={provider.id} look="plain" onClick={() => departTo(provider)}>
            <ProviderMark provider={provider} />
            <span>{t('pages.provider.continue', { provider: provider.name })}</span>
          </Button>
        ))}
      </div>
    </>
  );
}
