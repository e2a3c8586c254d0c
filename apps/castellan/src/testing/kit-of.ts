import { INNER_APPLICATION } from '@castellan/composition';
import type { RestApplication } from '@castellan/rest';
import { Clock } from '@castellan/common';
import type { INestApplicationContext } from '@nestjs/common';
import { KitClock } from './kit-clock.js';
import type { TestKit } from './test-kit.js';

/** The kit of this application, where more than one runs in the process. @throws Error when it has no Castellan under test */
export function kitOf(app: Pick<INestApplicationContext, 'get'>): TestKit {
  const inner = app.get<RestApplication>(INNER_APPLICATION, { strict: false });
  const clock = inner.get<unknown>(Clock, { strict: false });
  if (!(clock instanceof KitClock))
    throw new Error('This application has a Castellan that is not under test: import CastellanTesting.forRoot().');
  return clock.kit;
}
