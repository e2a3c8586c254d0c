/** Marks the entry of the history that going back takes away first. */
const HERE = 'unsaved';
const isHere = (): boolean => (history.state as { readonly mark?: string } | null)?.mark === HERE;
/** The page that has such an entry, once one was left there. */
let marked = '';

function mark(): void {
  history.pushState({ mark: HERE }, '');
  marked = location.pathname;
}

/**
 * Stands in the way of leaving the page, until it is ended. An entry of the history stands for "here", since a browser goes back before
 * anybody can ask.
 */
export class LeaveGuard {
  private static standing = 0;
  private readonly listening = new AbortController();

  /** @param ask asks, and calls `leave` where somebody wants to go all the same */
  constructor(private readonly ask: (leave: () => void) => void) {
    if (!isHere()) mark();
    const { signal } = this.listening;
    addEventListener('beforeunload', (event) => event.preventDefault(), { signal });
    document.addEventListener('click', (event) => this.onClick(event), { signal, capture: true });
    addEventListener('popstate', () => this.onBack(), { signal });
    LeaveGuard.standing += 1;
  }

  end(): void {
    if (this.listening.signal.aborted) return;
    this.listening.abort();
    LeaveGuard.standing -= 1;
  }

  /** An entry that stands for "here" is no page of its own: once nothing is in the way, going back passes it by. */
  static readonly passBy = (): void => {
    addEventListener('popstate', () => {
      if (LeaveGuard.standing > 0 || isHere() || location.pathname !== marked) return;
      marked = '';
      history.back();
    });
  };

  private onClick(event: MouseEvent): void {
    const link = event.composedPath().find((element) => element instanceof HTMLAnchorElement);
    if (!link || !leavesPage(link) || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.ask(() => {
      this.end();
      location.replace(link.href); // in the place of the entry that stood for "here"
    });
  }

  private onBack(): void {
    if (isHere()) return;
    mark();
    this.ask(() => {
      this.end();
      history.go(-2);
    });
  }
}

const leavesPage = ({ href, target, download }: HTMLAnchorElement): boolean =>
  /^https?:/.test(href) && !download && target !== '_blank' && new URL(href).pathname !== location.pathname;
