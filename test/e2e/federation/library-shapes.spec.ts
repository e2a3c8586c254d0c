import { Federation, ProviderFailed } from '@castellan/federation';
import { FederationLibrary } from '../../support/federation/library.js';
import type { Endpoint, Misbehaviour } from '../../support/provider/misbehaviour.js';
import { OpenIdProvider } from '../../support/provider/open-id-provider.js';

const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const VALUES: readonly unknown[] = [null, 7, '', 'x\u0000', ['x'], {}, JSON.parse(deep(2_000))];
const BODIES: readonly string[] = ['', 'null', '"x"', '[[]]', '{"keys":7}', '{"keys":[null]}', '{"a":1', '\u0000', deep(20_000)];
const STATUSES: readonly number[] = [201, 205, 304, 401, 599];
const ENDPOINTS: readonly Endpoint[] = ['jwks', 'token', 'userinfo'];

const MEMBERS = {
  claims: ['sub', 'aud', 'azp', 'exp', 'at_hash', 'email', 'email_verified', 'given_name', 'name'],
  header: ['kid', 'typ'],
  token: ['access_token', 'token_type', 'expires_in', 'id_token', 'error'],
  userinfo: ['sub', 'email'],
} as const;

type Case = readonly [name: string, wrong: Misbehaviour];

const members = Object.entries(MEMBERS).flatMap(([place, names]) =>
  names.flatMap((name) => VALUES.map((value, index): Case => [`${place}.${name} ${index}`, { [place]: { [name]: value } }])),
);
const replies = [...BODIES.map((body) => ({ body })), ...STATUSES.map((status) => ({ status }))].flatMap((reply) =>
  ENDPOINTS.map((endpoint): Case => [`${endpoint} ${JSON.stringify(reply).slice(0, 40)}`, { replies: { [endpoint]: reply } }]),
);

describe(`${Federation.name}: answers of every shape`, () => {
  let provider: OpenIdProvider;
  let library: FederationLibrary;
  beforeAll(async () => {
    provider = await OpenIdProvider.open('Acme');
    library = await FederationLibrary.open([{ ...provider.options, trustsEmail: true }]);
    await library.federation.begin('acme', {}); // its metadata is known
  });
  afterAll(async () => {
    await library.close();
    await provider.close();
  });

  /** What is thrown that is no refusal; null where somebody came back or was refused. */
  async function surprise([name, wrong]: Case): Promise<string | null> {
    provider.misbehave(wrong);
    provider.tellsIn = wrong.userinfo || wrong.replies?.userinfo ? 'userinfo' : 'id_token';
    const error: unknown = await library.signIn(provider).then(
      () => null,
      (failure: unknown) => failure,
    );
    return error === null || error instanceof ProviderFailed ? null : name;
  }

  it.each([
    ['members', members],
    ['bodies and statuses', replies],
  ])('are a person or a refusal, and never an error of ours: %s', async (_, cases) => {
    const surprises: (string | null)[] = [];
    for (const one of cases) surprises.push(await surprise(one));

    expect(surprises.filter((text) => text !== null)).toEqual([]);
  });
});
