// The DataSource of the TypeORM command line: migration:run, migration:generate, schema:log. The applications make their own.
import 'reflect-metadata';
import { ACCOUNTS_TABLES } from '@castellan/accounts/tables';
import { loadConfiguration } from '@castellan/config';
import { makeDataSource } from '@castellan/data';
import { LOG_TABLES } from '@castellan/log/tables';
import { NOTIFICATIONS_TABLES } from '@castellan/notifications/tables';
import { OTP_TABLES } from '@castellan/otp/tables';
import { PROFILES_TABLES } from '@castellan/profiles/tables';
import { TWOFACTOR_TABLES } from '@castellan/twofactor/tables';

const { database } = loadConfiguration();

const entities = [...ACCOUNTS_TABLES, ...LOG_TABLES, ...NOTIFICATIONS_TABLES, ...OTP_TABLES, ...TWOFACTOR_TABLES, ...PROFILES_TABLES];

export default await makeDataSource({ database, entities });
