import { AccountClosing } from './account-closing.service.js';
import { AccountErasure } from './account-erasure.service.js';
import { AccountExport } from './account-export.service.js';
import { AccountExportRepository } from './account-export.repository.js';
import { ClosingNotice } from './closing-notice.service.js';

export const CLOSING_PROVIDERS = [AccountClosing, AccountErasure, AccountExport, AccountExportRepository, ClosingNotice];
