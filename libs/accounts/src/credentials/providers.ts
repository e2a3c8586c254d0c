import { TokenInvalidation } from './token-invalidation.service.js';

export const CREDENTIALS_PROVIDERS = [TokenInvalidation];
