import { basePathOf } from '@castellan/common';
import { ACCOUNT_SETTINGS, readAccounts } from './accounts.js';
import { readAddresses } from './addresses.js';
import { ENVIRONMENTS, LOG_FORMATS, LOG_LEVELS } from './configuration.js';
import type { Configuration, Environment } from './configuration.js';
import { readBrand } from './brand.js';
import { readCookies } from './cookies.js';
import { readHttp } from './http.js';
import { demandEncryption } from './encryption.js';
import { readMail } from './mail.js';
import { readNetwork } from './network.js';
import { readOtp } from './otp.js';
import { readPanel } from './panel-address.js';
import { readFederation } from './federation.js';
import { readPasskeys } from './passkeys.js';
import { readPasswords } from './passwords.js';
import { readSecretKeys } from './secret.js';
import { settings } from './settings.js';
import { readSms } from './sms.js';
import { readStores } from './stores.js';
import { readSuperuser } from './superuser.js';
import { readLimits } from './limits.js';
import { readAnswerFloors, readTokens } from './tokens.js';
import { readTwoFactor } from './two-factor.js';
import { isSecure } from './urls.js';
import { oneOf } from './values.js';
import { Variables } from './variables.js';
import { readWebhooks } from './webhooks.js';

export const SERVICE_SETTINGS = settings({
  NODE_ENV: {
    byDefault: 'development',
    as: oneOf(ENVIRONMENTS),
    example: 'production',
    meaning: 'production has no inbox, makes no secret, and demands what is required below',
  },
  LOG_LEVEL: { byDefault: 'info', as: oneOf(LOG_LEVELS), meaning: 'the least that is logged' },
  LOG_FORMAT: {
    byDefault: 'auto',
    as: oneOf(LOG_FORMATS),
    meaning: 'lines for people (`text`) or programs; `auto` is `text` at a terminal, else `json`',
  },
});

/**
 * Reads and checks the environment, once, at start. Names it does not know are left alone.
 * Outside production a `SECRET_KEY` that is not given is made and kept in `$DATA_DIR/secret.key`; nothing else is touched.
 * @param brought names that are not demanded, since whoever composes the service brings what they stand for
 * @throws ConfigurationError with every fault together
 */
export function loadConfiguration(env: NodeJS.ProcessEnv = process.env, brought: readonly string[] = []): Configuration {
  const variables = new Variables(env, brought);
  const environment = readEnvironment(variables);
  const network = readNetwork(variables, environment);
  const addresses = readAddresses(variables, environment, network.port);
  const http = readHttp(variables, environment, addresses);
  const stores = readStores(variables, environment);
  const rest = readRest(variables, environment, addresses);
  demandEncryption(variables, environment);
  const secret = readSecretKeys(variables, environment, stores.dataDirectory);
  variables.close();
  return { environment, ...network, ...http, ...addresses, ...stores, ...rest, ...secret };
}

/** A name it does not know is held to the rules of production, so that what else is missing is told in the same refusal. */
function readEnvironment(variables: Variables): Environment {
  const { NODE_ENV } = SERVICE_SETTINGS;
  return variables.text(NODE_ENV.name) === undefined ? variables.take(NODE_ENV) : variables.read(NODE_ENV, 'production');
}

type Section =
  | 'appName'
  | 'brand'
  | 'messages'
  | 'mailTemplates'
  | 'logLevel'
  | 'logFormat'
  | 'mail'
  | 'sms'
  | 'requireVerifiedEmail'
  | 'passwords'
  | 'limits'
  | 'cookies'
  | 'panel'
  | 'tokens'
  | 'answerFloors'
  | 'verificationTtlMs'
  | 'accounts'
  | 'twoFactor'
  | 'passkeys'
  | 'federation'
  | 'webhooks'
  | 'otp'
  | 'superuser';

function readRest(
  variables: Variables,
  environment: Environment,
  { publicUrl, frontendUrl, inbox }: Pick<Configuration, 'publicUrl' | 'frontendUrl' | 'inbox'>,
): Pick<Configuration, Section> {
  const brand = readBrand(variables);
  return {
    ...brand,
    logLevel: variables.take(SERVICE_SETTINGS.LOG_LEVEL),
    logFormat: variables.take(SERVICE_SETTINGS.LOG_FORMAT),
    mail: readMail(variables, environment, inbox),
    sms: readSms(variables, environment, inbox),
    requireVerifiedEmail: variables.told(ACCOUNT_SETTINGS.REQUIRE_VERIFIED_EMAIL),
    passwords: readPasswords(variables, environment),
    limits: readLimits(variables),
    // Of a PUBLIC_URL that is wrong itself, nothing more is said at the cookies.
    cookies: readCookies(variables, { secure: isSecure(publicUrl) || !variables.isSound('PUBLIC_URL'), path: basePathOf(publicUrl) }),
    panel: readPanel(variables, publicUrl),
    tokens: readTokens(variables),
    answerFloors: readAnswerFloors(variables),
    verificationTtlMs: variables.told(ACCOUNT_SETTINGS.VERIFICATION_TTL),
    accounts: readAccounts(variables),
    twoFactor: readTwoFactor(variables, brand.appName),
    passkeys: readPasskeys(variables, { frontendUrl }),
    federation: readFederation(variables, environment),
    webhooks: readWebhooks(variables),
    otp: readOtp(variables),
    superuser: readSuperuser(variables),
  };
}
