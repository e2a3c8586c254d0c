import { AccountCreation, localOperator } from '@castellan/accounts';
import { ApiKeys } from '@castellan/api-keys';
import { CoreModule } from '@castellan/composition';
import { loadConfiguration } from '@castellan/config';
import { NestFactory } from '@nestjs/core';
import { castellanEnvironment } from './castellan.js';
import type { Connection } from './connection.js';
import { PASSWORD, signInRequest } from './people.js';
import type { Stores } from './stores.js';

/** Of each: a caller may ask 3 000 times a minute. */
const COUNT = 10;

/** Who may follow revocations: by a key, and by a token of staff. */
export interface Machines {
  readonly keys: readonly string[];
  readonly tokens: readonly string[];
}

/** Makes them as the command line does, beside the services. */
export async function makeMachines(stores: Stores, directory: string, connection: Connection): Promise<Machines> {
  const configuration = loadConfiguration(castellanEnvironment({ stores, directory, logLevel: 'silent', hashCost: 4, port: 1 }));
  const core = CoreModule.forRoot(configuration, { beside: true });
  const app = await NestFactory.createApplicationContext(core, { logger: false, abortOnError: false });
  const [keys, tokens]: [string[], string[]] = [[], []];
  for (let at = 0; at < COUNT; at += 1) {
    const key = { name: `bench ${at}`, permissions: ['revocations.view'] };
    keys.push((await app.get(ApiKeys, { strict: false }).create(localOperator(), key)).secret);
    const person = { email: `staff${at}@example.com`, password: PASSWORD, username: `staff${at}` };
    await app.get(AccountCreation, { strict: false }).createSuperuser(localOperator(), person);
    tokens.push(await signedIn(connection, person.email));
  }
  await app.close();
  return { keys, tokens };
}

async function signedIn(connection: Connection, email: string): Promise<string> {
  const { body } = await connection.send(signInRequest(email));
  return (JSON.parse(body) as { tokens: { access: string } }).tokens.access; // docs/reference/contract.md#transports
}
