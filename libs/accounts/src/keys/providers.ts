import { KeyRotation } from './key-rotation.service.js';
import { SigningKeys } from './signing-keys.service.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

export const KEYS_PROVIDERS = [KeyRotation, SigningKeys, SigningKeysRepository];
