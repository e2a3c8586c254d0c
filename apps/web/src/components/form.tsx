import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../app/words.js';
import { failureOf, type ByCode, type Failure } from './failure.js';
import { FailureNotice } from './failure-notice.js';

/** What was typed, by the names of the fields; a box that is not ticked is not there. */
export type Typed = Readonly<Record<string, string>>;

interface FormState {
  readonly prefix: string;
  readonly isBusy: boolean;
  /** It would be refused until the time is over that it counts down. */
  readonly isWaiting: boolean;
  readonly errorsOf: (field: string) => readonly string[];
}

const Context = createContext<FormState>({ prefix: '', isBusy: false, isWaiting: false, errorsOf: () => [] });

/** What the parts of a form know of it. */
export const useForm = (): FormState => useContext(Context);

interface FormProps {
  /** Told apart from other forms of the page by it, in the ids of its fields; a page with one form needs none. */
  readonly name?: string;
  /** Throws what the service answers (`orThrow`), which is then shown. */
  readonly onSubmit: (typed: Typed) => Promise<void>;
  /** Which field a failure is about that names none, by its code. */
  readonly blames?: Readonly<Record<string, string>>;
  /** What a failure is called here, by its code, where its own words would not fit. */
  readonly words?: Readonly<Record<string, string>>;
  /** What there is to do about a failure, below its words. */
  readonly advice?: (failure: Failure) => ComponentChildren;
  readonly children: ComponentChildren;
}

/** A form: sent once, however often it is clicked; what is wrong stands beside its field, and the first of them gets the focus. */
export function Form({ name, children, advice, ...how }: FormProps) {
  const element = useRef<HTMLFormElement>(null);
  const { isBusy, failure, fail, send } = useSending(element, how);
  useEffect(() => {
    if (failure) focusFirstWrong(element.current); // not before the fields have heard of it
  }, [failure]);
  const errors = failure?.errors ?? {};
  return (
    <Context.Provider
      value={{ prefix: name ? `${name}-` : '', isBusy, isWaiting: Boolean(failure?.retryAfter), errorsOf: (field) => errors[field] ?? [] }}
    >
      <form ref={element} class="stack" noValidate aria-busy={isBusy} onSubmit={(event) => void send(event)}>
        {failure && <FailureNotice failure={failure} told={namesIn(element.current)} advice={advice} onOver={() => fail(null)} />}
        {children}
      </form>
    </Context.Provider>
  );
}

type How = Pick<FormProps, 'onSubmit' | 'blames' | 'words'>;

/** One request at a time, and what became of the last one. */
function useSending(element: { readonly current: HTMLFormElement | null }, { onSubmit, blames = {}, words = {} }: How) {
  const isSending = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, fail] = useState<Failure | null>(null);
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = element.current;
    if (!form || isSending.current || failure?.retryAfter) return;
    const empty = emptyFields(form);
    if (empty) {
      fail(empty);
      return;
    }
    isSending.current = true;
    setBusy(true);
    fail(await failed(onSubmit(typedIn(form)), blames, words));
    isSending.current = false;
    setBusy(false);
  };
  return { isBusy, failure, fail, send };
}

const failed = (sending: Promise<void>, ...how: [blames: ByCode, words: ByCode]): Promise<Failure | null> =>
  sending.then(
    () => null,
    (error: unknown) => failureOf(error, ...how),
  );

function focusFirstWrong(form: HTMLFormElement | null): void {
  const wrong = form?.querySelector<HTMLInputElement>('[aria-invalid=true]');
  wrong?.focus();
  if (wrong?.autocomplete === 'one-time-code') wrong.select(); // the next one takes its place
}

/** What a form holds now. */
export function typedIn(form: HTMLFormElement): Typed {
  const pairs = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return Object.fromEntries(pairs);
}

const inputsOf = (form: HTMLFormElement | null): readonly HTMLInputElement[] => [
  ...(form?.querySelectorAll<HTMLInputElement>('input, select, textarea') ?? []),
];
const namesIn = (form: HTMLFormElement | null): readonly string[] => inputsOf(form).map(({ name }) => name);

/** In the words of the page: those of the browser are in the browser's language. */
function emptyFields(form: HTMLFormElement): Failure | null {
  const empty = inputsOf(form).filter(({ required, value }) => required && value.trim() === '');
  if (empty.length === 0) return null;
  const errors = Object.fromEntries(empty.map(({ name }) => [name, [t('pages.common.required')]]));
  return { text: null, code: 'validation_failed', errors, retryAfter: null };
}
