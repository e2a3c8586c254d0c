// What another module would write: the example of the guide, with its table.
import { ProfileExtension } from '@castellan/profiles';
import { Transaction } from '@castellan/data';
import { Injectable, Module } from '@nestjs/common';

@Injectable()
export class BadgesInProfile extends ProfileExtension {
  readonly fields = ['badges'];

  constructor(private readonly transaction: Transaction) {
    super();
  }

  async valuesOf(userId: string) {
    const rows = await this.transaction.query<{ name: string }>('SELECT name FROM badges WHERE user_id = $1 ORDER BY name', [userId]);
    return { badges: rows.map(({ name }) => name) };
  }

  async exportOf(userId: string) {
    return { badges: await this.transaction.query('SELECT name FROM badges WHERE user_id = $1', [userId]) };
  }
}

@Module({ providers: [BadgesInProfile] })
export class BadgesModule {}
