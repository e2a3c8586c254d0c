import { Body, Controller, Get, Injectable, Module, Post, UseGuards, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AuthGuard, CastellanModule, CurrentCaller, mountCastellan, OnSignal, UserDirectory, UserRegistered } from 'castellan';
import type { Caller } from 'castellan';

/** What the shop knows of its surroundings; your `ConfigService`. */
@Injectable()
export class Settings {
  readonly environment = 'development'; // with 'production', or without any: smtpUrl, mailFrom and a real database
  readonly publicUrl = 'http://localhost:3000/auth';
  readonly secretKey = 'a secret key for a first try, of 32 bytes';
}

@Module({ providers: [Settings], exports: [Settings] })
export class SettingsModule {}

/** Exported once, and imported by each module that injects a service of Castellan's or uses the guard. */
export const castellan = CastellanModule.forRootAsync({
  imports: [SettingsModule],
  inject: [Settings],
  useFactory: ({ environment, publicUrl, secretKey }: Settings) => ({
    environment,
    publicUrl,
    secretKeys: [secretKey] as const,
    database: { embedded: null }, // yours: { url: 'postgres://…' }, or { dataSource } of your TypeORM
    requireVerifiedEmail: false, // each variable of the configuration page, in camelCase
  }),
});

@Injectable()
export class Customers {
  readonly welcomed: string[] = [];

  constructor(private readonly users: UserDirectory) {}

  async mailOf(userId: string): Promise<string | undefined> {
    return (await this.users.find(userId))?.email;
  }

  @OnSignal(UserRegistered, { phase: 'after-commit' })
  async welcome({ userId }: UserRegistered): Promise<void> {
    this.welcomed.push(userId);
    await Promise.resolve();
  }
}

@Controller('orders')
export class OrdersController {
  constructor(private readonly customers: Customers) {}

  /** `Authorization: Bearer …`; a session that was ended is refused at once. */
  @Get()
  @UseGuards(AuthGuard)
  async mine(@CurrentCaller() { userId }: Caller) {
    return { customer: await this.customers.mailOf(userId), orders: [] };
  }

  @Post()
  make(@Body() order: object) {
    return order;
  }
}

@Module({ imports: [castellan], controllers: [OrdersController], providers: [Customers] })
export class ShopModule {}

export async function start(port = 3000) {
  const app = await NestFactory.create<NestExpressApplication>(ShopModule, { rawBody: true });
  mountCastellan(app); // first: what comes after does not see it
  app.useBodyParser('json', { limit: '1mb' });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true }));
  app.enableCors();
  await app.listen(port);
  return app;
}
