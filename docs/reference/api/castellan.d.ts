// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// castellan

import { CastellanAsyncOptions } from '@castellan/composition';
import { CastellanDatabase } from '@castellan/composition';
import { CastellanModule } from '@castellan/composition';
import { CastellanModuleOptions } from '@castellan/composition';
import { CastellanOptions } from '@castellan/composition';
import { ConfigurationError } from '@castellan/config';
import { mountCastellan } from '@castellan/composition';
import { MountError } from '@castellan/composition';
import { MountingHost } from '@castellan/composition';

export { CastellanAsyncOptions }

export { CastellanDatabase }

export { CastellanModule }

export { CastellanModuleOptions }

export { CastellanOptions }

export { ConfigurationError }

export { mountCastellan }

export { MountError }

export { MountingHost }

