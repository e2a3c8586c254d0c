import type { Panel } from '@castellan/admin';
import { isMissing } from '@castellan/common';
import type { Configuration } from '@castellan/config';
import type { INestApplicationContext } from '@nestjs/common';

/** Opens the panel; null where `@castellan/admin`, which brings AdminJS, is not installed. */
export async function openPanel(services: INestApplicationContext, configuration: Configuration): Promise<Panel | null> {
  const panel = await import('./panel.js').catch((error: unknown) => {
    if (isMissing('@castellan/admin', error)) return null;
    throw error;
  });
  return panel ? panel.listen(services, configuration) : null;
}
