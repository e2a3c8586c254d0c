import { OwnPhone } from './own-phone.service.js';
import { PendingPhones } from './pending-phones.js';
import { PhoneChanges } from './phone-changes.service.js';
import { PhoneRecords } from './phone-records.service.js';
import { PhonesRepository } from './phones.repository.js';

export const PHONES_PROVIDERS = [OwnPhone, PendingPhones, PhoneChanges, PhoneRecords, PhonesRepository];
