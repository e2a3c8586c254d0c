import { EmailChange } from './email-change.service.js';
import { EmailChangeNotices } from './email-change-notices.service.js';
import { EmailChangeUndo } from './email-change-undo.service.js';
import { KeptAddresses } from './kept-addresses.js';
import { NewAddress } from './new-address.service.js';

export const EMAIL_CHANGE_PROVIDERS = [EmailChange, EmailChangeNotices, EmailChangeUndo, KeptAddresses, NewAddress];
