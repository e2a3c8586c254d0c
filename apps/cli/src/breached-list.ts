// Loaded when its command runs: the lib takes a while, and help should come at once.
export { buildBreachedBloom } from '@castellan/accounts';
