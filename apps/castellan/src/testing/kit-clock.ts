import type { OnModuleDestroy } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { TestClock } from './test-clock.js';
import { TestKit } from './test-kit.js';

const running = new Set<TestKit>();

/** The clock of a Castellan under test. By it the kit is found: it begins and ends with the application that it was made in. */
export class KitClock extends TestClock implements OnModuleDestroy {
  readonly kit: TestKit;

  constructor(services: ModuleRef) {
    super();
    this.kit = new TestKit(this, services);
    running.add(this.kit);
  }

  onModuleDestroy(): void {
    running.delete(this.kit);
  }
}

/** As a port. */
export const KIT_CLOCK = { inject: [ModuleRef], useFactory: (services: ModuleRef) => new KitClock(services) };

/** The one that runs in this process. @throws Error when there is none, or another one besides */
export function soleKit(): TestKit {
  const [kit, another] = running;
  if (!kit) throw new Error('No Castellan under test runs: import CastellanTesting.forRoot(), and ask once the application is made.');
  if (another) throw new Error('More than one Castellan under test runs: say which, as in kitOf(app).lastMail(to).');
  return kit;
}
