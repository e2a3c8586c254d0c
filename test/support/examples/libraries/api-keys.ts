import { localOperator } from '@castellan/accounts';
import { ApiKeys } from '@castellan/api-keys';
import { Injectable } from '@nestjs/common';

@Injectable()
export class BackOffice {
  constructor(private readonly keys: ApiKeys) {}

  /** Gives the key as its machine shows it; it can be read this once. */
  async keyFor(name: string): Promise<string> {
    const { secret } = await this.keys.create(localOperator(), { name, permissions: ['users.view'], cidrs: ['198.51.100.0/24'] });
    return secret;
  }
}
