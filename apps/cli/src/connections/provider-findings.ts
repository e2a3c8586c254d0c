import { fault, ok } from '@castellan/common';
import type { Finding } from '@castellan/common';
import { federationOptions } from '@castellan/composition';
import type { Configuration } from '@castellan/config';
import { Examination, FederationModule } from '@castellan/federation';
import type { ProviderFinding } from '@castellan/federation';
import { NestFactory } from '@nestjs/core';

/** Asks each provider for its metadata; nobody signs in, and no secret leaves. */
export async function providerFindings(configuration: Configuration): Promise<readonly Finding[]> {
  const module = FederationModule.forExamination(federationOptions(configuration));
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    return (await app.get(Examination).examine()).map(findingOf);
  } finally {
    await app.close();
  }
}

function findingOf({ provider: { id }, issuer, problem, tookMs }: ProviderFinding): Finding {
  if (problem === null) return ok('provider', `${id} is there, in ${tookMs} ms: ${issuer}`);
  return fault('provider', `${id}: ${problem}`, ...changesFor(id, problem));
}

function changesFor(id: string, problem: string): readonly string[] {
  const prefix = `PROVIDER_${id.toUpperCase().replaceAll('-', '_')}`;
  if (problem.includes('private network')) return [`set: ${prefix}_PRIVATE_ADDRESSES=true   (if that is meant)`];
  return [`set: ${prefix}_ISSUER=https://…   (if that is what is wrong: as the provider spells it)`];
}
