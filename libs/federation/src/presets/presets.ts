import type { Preset } from '../providers/preset.js';
import { APPLE } from './apple.js';
import { GITHUB } from './github.js';
import { GITLAB } from './gitlab.js';
import { GOOGLE } from './google.js';
import { MICROSOFT } from './microsoft.js';

/** Providers that are known by their id. */
export const PRESETS: Readonly<Partial<Record<string, Preset>>> = {
  google: GOOGLE,
  microsoft: MICROSOFT,
  apple: APPLE,
  github: GITHUB,
  gitlab: GITLAB,
};
