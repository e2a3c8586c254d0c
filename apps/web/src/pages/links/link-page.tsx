import { ProblemError } from '@castellan/client';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { carriedLink, forgetLink, type CarriedLink } from '../../app/carried-link.js';
import { t } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { CardPage } from '../../components/card-page.js';
import { Form, type Typed } from '../../components/form.js';

/** The pages that need a link, as `pages.links` of the messages calls them. */
export type LinkName =
  'verifyAccount' | 'passwordResetConfirm' | 'changeEmailConfirm' | 'undoEmailChange' | 'confirmSignIn' | 'reportSignIn';

interface Props {
  readonly name: LinkName;
  /** What the click does; throws what the service answers. */
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
  /** What there is to do where the link is good for nothing. */
  readonly renewal: ComponentChildren;
}

type State = 'ready' | 'incomplete' | 'expired' | 'done';

/** A page that does one thing by a POST after a click, so that whoever only opens the link, as a mail scanner, spends nothing. */
export function LinkPage({ name, act, isDrastic = false, children, otherwise, done, next, renewal }: Props) {
  const [link] = useState(carriedLink);
  const [state, become] = useState<State>(link ? 'ready' : 'incomplete');
  const submit = async (typed: Typed): Promise<void> => {
    if (!link) return;
    try {
      await act(link, typed);
    } catch (error) {
      if (!isAboutLink(error)) throw error;
      become('expired');
      return;
    }
    forgetLink();
    become('done');
  };

  if (state === 'done')
    return (
      <CardPage heading={t(`pages.links.${name}.doneTitle`)} lead={done ?? t(`pages.links.${name}.doneLead`)}>
        {next}
      </CardPage>
    );
  if (state !== 'ready') return <DeadLink name={name} state={state} renewal={renewal} />;
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

function DeadLink({ name, state, renewal }: Pick<Props, 'name' | 'renewal'> & { readonly state: 'incomplete' | 'expired' }) {
  return (
    <CardPage heading={t(`pages.links.${state}Title`)} lead={t(`pages.links.${state}Lead`)}>
      <p>{t(`pages.links.${name}.expired`)}</p>
      {renewal}
    </CardPage>
  );
}

/** Wrong, used, replaced, over, or no link at all. */
function isAboutLink(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  const { code, errors = {} } = error.problem;
  return code === 'invalid_link' || 'uid' in errors || 'token' in errors;
}
