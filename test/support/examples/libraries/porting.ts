import { localOperator } from '@castellan/accounts';
import { DjangoImport } from '@castellan/porting';
import { Injectable } from '@nestjs/common';

@Injectable()
export class Newcomers {
  constructor(private readonly django: DjangoImport) {}

  /** Brings along who is new there or has changed, and gives their number; nobody's password is lost. */
  async bring(dump: string): Promise<number> {
    const { made, updated } = await this.django.run(dump, { source: 'shop', operator: localOperator() });
    return made + updated;
  }
}
