import { SigningKeyEntity } from './signing-key.entity.js';

export const KEYS_TABLES = [SigningKeyEntity];
