import { usageFor } from './usage.js';

const usage = usageFor(process.argv.slice(2));
if (usage) {
  process[usage.stream].write(usage.text);
  process.exitCode = usage.code;
} else {
  const { startService } = await import('./start-service.js');
  await startService('npm run -s castellan --');
}
