import type { Preset } from '../providers/preset.js';

/** Providers that are known by their id. */
export const PRESETS: Readonly<Partial<Record<string, Preset>>> = {};
