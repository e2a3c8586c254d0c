import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { OnSignal, UserDirectory, UserRegistered } from 'castellan';
import { Repository } from 'typeorm';
import { Order } from './order.entity.js';

@Injectable()
export class Orders {
  constructor(
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    private readonly users: UserDirectory,
  ) {}

  place(userId: string, article: string): Promise<Order> {
    return this.orders.save({ userId, article, isPaid: false });
  }

  of(userId: string): Promise<Order[]> {
    return this.orders.find({ where: { userId }, order: { id: 'ASC' } });
  }

  async withAddresses(): Promise<readonly { readonly article: string; readonly email: string | null }[]> {
    const orders = await this.orders.find({ order: { id: 'ASC' } });
    return Promise.all(orders.map(async ({ article, userId }) => ({ article, email: (await this.users.find(userId))?.email ?? null })));
  }

  async pay(id: number): Promise<void> {
    await this.orders.update({ id }, { isPaid: true });
  }

  /** A present for whoever signs up. It may be told twice, and gives one. */
  @OnSignal(UserRegistered, { phase: 'after-commit' })
  async welcome({ userId }: UserRegistered): Promise<void> {
    const present = { userId, article: 'a cup of tea' };
    if (!(await this.orders.existsBy(present))) await this.orders.save({ ...present, isPaid: true });
  }
}
