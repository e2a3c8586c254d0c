import { ProblemError } from '@castellan/client';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { carriedLink, finished, finishLink, type CarriedLink } from '../../app/carried-link.js';
import { t } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { CardPage } from '../../components/card-page.js';
import { Form, type Typed } from '../../components/form.js';
import { RenewalForm, SentPage, type Renewable } from './renewal.js';

/** The pages that need a link, as `pages.links` of the messages calls them. */
export type LinkName =
  'verifyAccount' | 'passwordResetConfirm' | 'changeEmailConfirm' | 'undoEmailChange' | 'confirmSignIn' | 'reportSignIn';

interface Props {
  readonly name: LinkName;
  /** What the click does; throws what the service answers. A word that it gives is how it ended, which the tab keeps. */
  readonly act: (link: CarriedLink, typed: Typed) => Promise<unknown>;
  readonly isDrastic?: boolean;
  /** Inside of the form. */
  readonly children?: ComponentChildren;
  /** Below it: for whom the page is not. */
  readonly otherwise?: ComponentChildren;
  /** What is said instead of `doneLead` once it is done. */
  readonly done?: string | null;
  /** What there is to do then. */
  readonly next: ComponentChildren;
  /** The link that can be had where this one is good for nothing. */
  readonly renews?: Renewable;
  /** What there is to do then, where there is none. */
  readonly advice?: ComponentChildren;
}

type State = 'ready' | 'incomplete' | 'expired' | 'done';

/** A page that does one thing by a POST after a click, so that whoever only opens the link, as a mail scanner, spends nothing. */
export function LinkPage({ name, act, isDrastic = false, children, otherwise, done, next, ...renewal }: Props) {
  const [link] = useState(carriedLink);
  const [state, become] = useState<State>(() => stateOf(link));
  const submit = async (typed: Typed): Promise<void> => {
    if (!link) return;
    try {
      const how = await act(link, typed);
      finishLink(typeof how === 'string' ? how : 'done');
    } catch (error) {
      if (!isAboutLink(error)) throw error;
      become('expired');
      return;
    }
    become('done');
  };

  if (state === 'done')
    return (
      <CardPage heading={t(`pages.links.${name}.doneTitle`)} lead={done ?? t(`pages.links.${name}.doneLead`)}>
        {next}
      </CardPage>
    );
  if (state !== 'ready') return <DeadLink name={name} state={state} {...renewal} />;
  return (
    <CardPage heading={t(`pages.links.${name}.title`)} lead={t(`pages.links.${name}.lead`)}>
      <Form onSubmit={submit}>
        {children}
        <Button look={isDrastic ? 'drastic' : 'primary'}>{t(`pages.links.${name}.button`)}</Button>
      </Form>
      <p class="hint">
        {t(`pages.links.${name}.otherwise`)} {otherwise}
      </p>
    </CardPage>
  );
}

function stateOf(link: CarriedLink | null): State {
  if (link) return 'ready';
  return finished() === null ? 'incomplete' : 'done';
}

interface DeadLinkProps extends Pick<Props, 'name' | 'renews' | 'advice'> {
  readonly state: 'incomplete' | 'expired';
}

function DeadLink({ name, state, renews, advice }: DeadLinkProps) {
  const [email, setEmail] = useState<string | null>(null);
  if (renews && email !== null) return <SentPage of={renews} email={email} />;
  return (
    <CardPage heading={t(`pages.links.${state}Title`)} lead={t(`pages.links.${state}Lead`)}>
      <p>{t(`pages.links.${name}.expired`)}</p>
      {renews ? <RenewalForm of={renews} button={t('pages.links.sendNew')} onSent={setEmail} /> : advice}
    </CardPage>
  );
}

/** Wrong, used, replaced, over, or no link at all. */
function isAboutLink(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  const { code, errors = {} } = error.problem;
  return code === 'invalid_link' || 'uid' in errors || 'token' in errors;
}
