import { RegistrationSourceEntity } from './registration-source.entity.js';
import { UserRegistrationSourceEntity } from './user-registration-source.entity.js';

export const SOURCES_TABLES = [RegistrationSourceEntity, UserRegistrationSourceEntity];
