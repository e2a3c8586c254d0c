import { SecurityMonitor } from './security-monitor.service.js';

export const MONITORING_PROVIDERS = [SecurityMonitor];
