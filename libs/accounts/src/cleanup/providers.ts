import { Cleanup } from './cleanup.service.js';
import { CleanupRepository } from './cleanup.repository.js';
import { NeighbourCleanup } from './neighbour-cleanup.service.js';

export const CLEANUP_PROVIDERS = [Cleanup, CleanupRepository, NeighbourCleanup];
