import './app/carried-link.js'; // first: what a mailed link carries leaves the address before anything is asked for
import { render } from 'preact';
import { App } from './app/app.js';
import { loadWords } from './app/words.js';

const place = document.getElementById('app');
if (!place) throw new Error('The shell has no place for the page.');
await loadWords();
render(<App />, place);
