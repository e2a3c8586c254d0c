import './app/carried-link.js'; // first: what a mailed link carries leaves the address before anything is asked for
import { render } from 'preact';
import { App } from './app/app.js';
import { addressBelowBase } from './app/boot.js';
import { loadWords } from './app/words.js';

/** What the shell says where the words of the page cannot be had. */
function showFailure(place: HTMLElement): void {
  const { content } = document.getElementById('failed') as HTMLTemplateElement; // of the shell
  place.replaceChildren(content.cloneNode(true));
  place.querySelector('button')?.addEventListener('click', () => location.reload());
}

async function start(): Promise<void> {
  const place = document.getElementById('app');
  if (!place) throw new Error('The shell has no place for the page.');
  try {
    await loadWords();
  } catch {
    showFailure(place);
    return;
  }
  render(<App />, place);
}

if (addressBelowBase === null) await start();
else location.replace(addressBelowBase);
