import type { Panel } from '@castellan/admin';
import { isMissing } from '@castellan/common';
import type { Configuration } from '@castellan/config';
import type { INestApplicationContext } from '@nestjs/common';

/** Opens the panel; null where `@castellan/admin`, which brings AdminJS, is not installed. */
export async function openPanel(services: INestApplicationContext, configuration: Configuration): Promise<Panel | null> {
  const panel = await import('./panel.js').catch((error: unknown) => {
    if (isMissing('@castellan/admin', error) || isPruned(error)) return null;
    throw error;
  });
  return panel ? panel.listen(services, configuration) : null;
}

/** In a build, the panel is a folder beside this app's, which scripts/prune.mjs takes away where no panel runs. */
function isPruned(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException; // an import fails with an Error
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes("/admin/src/index.js' ");
}
