// What a host writes that makes its customers together with users of Castellan: the example of the guide.
import { UserCreation } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class Customers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transaction: Transaction,
    private readonly creation: UserCreation,
  ) {}

  /** Both are there afterwards, or neither. */
  async welcome(email: string, points: number): Promise<string> {
    const runner = this.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      const { user } = await this.transaction.join(runner, () => this.creation.registerUser(email));
      await runner.query('INSERT INTO customers (user_id, points) VALUES ($1, $2)', [user.id, points]);
      await runner.commitTransaction();
      return user.id;
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }
}
