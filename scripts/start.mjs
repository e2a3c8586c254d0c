// npm start: runs the built service. It differs from running dist/apps/castellan/src/main.js itself in one thing: npm hands
// SIGTERM to the shell it puts between, which ends without a word to us, so the end of that shell is taken as the signal.
const EVERY_MS = 250;
const shell = process.ppid;

if (process.env.npm_lifecycle_event === 'start') setInterval(stopWhenAlone, EVERY_MS).unref();
await import('../dist/apps/castellan/src/main.js');

function stopWhenAlone() {
  if (process.ppid === shell) return;
  clearInterval(this);
  process.kill(process.pid, 'SIGTERM');
}
