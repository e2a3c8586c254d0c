import type { ComponentChildren } from 'preact';
import { href } from '../app/boot.js';
import { t } from '../app/words.js';
import { Brand } from './brand.js';
import { Footer } from './footer.js';
import { Heading } from './heading.js';

interface Props {
  readonly heading: string;
  /** The path of the page, which is marked among the others. */
  readonly path: '/profile' | '/security';
  readonly children: ComponentChildren;
}

/** A page of who is signed in. */
export function AppPage({ heading, path, children }: Props) {
  const link = (to: '/profile' | '/security', text: string) => (
    <a href={href(to)} aria-current={to === path ? 'page' : undefined}>
      {text}
    </a>
  );
  return (
    <>
      <header class="topbar">
        <Brand />
        <nav aria-label={t('pages.common.navigation')}>
          {link('/profile', t('pages.common.profile'))}
          {link('/security', t('pages.common.security'))}
        </nav>
        <a href={href('/logout')}>{t('pages.common.signOut')}</a>
      </header>
      <main class="column">
        <Heading>{heading}</Heading>
        {children}
      </main>
      <Footer />
    </>
  );
}
