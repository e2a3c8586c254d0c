export { listen } from '@castellan/admin';
