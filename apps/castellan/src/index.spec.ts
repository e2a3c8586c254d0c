import { PUBLIC_SERVICES } from '@castellan/composition';
import * as castellan from './index.js';

it('whatever a host may inject can be imported', () => {
  const exported = new Set<unknown>(Object.values(castellan));

  expect(PUBLIC_SERVICES.filter((service) => !exported.has(service))).toEqual([]);
});
