import { startService } from './start-service.js';

await startService('npm run -s castellan --');
