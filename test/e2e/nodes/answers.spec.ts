import { join } from 'node:path';
import { describeCluster, withCluster } from '../../support/cluster/with-cluster.js';
import { ROOT } from '../../support/root.js';
import { limits } from './cases/limits.js';
import { once } from './cases/once.js';
import { refresh } from './cases/refresh.js';
import { waiting } from './cases/waiting.js';

/** Of each node's machine: no answer may show it. */
const CLOCKS_OFF_BY_MS = [0, 30_000, -30_000];

describeCluster('Three nodes whose clocks are a minute apart', () => {
  const cluster = withCluster(() => ({
    environment: { THROTTLE_LOGIN: '10/min', OTP_RESEND_COOLDOWN: '1s' },
    environmentOf: (node) => ({
      NODE_OPTIONS: `--import ${join(ROOT, 'test/support/service/shifted-clock.mjs')}`,
      CLOCK_SHIFT_MS: String(CLOCKS_OFF_BY_MS[node]),
    }),
  }));

  describe('limits', () => limits(cluster));
  describe('sign-ins that wait for a second factor', () => waiting(cluster));
  describe('what can be done once', () => once(cluster));
  describe('refresh tokens', () => refresh(cluster));
});
