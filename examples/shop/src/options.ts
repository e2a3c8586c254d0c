import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import type { CastellanOptions } from 'castellan';
import { ShopMails } from './castellan/shop-mails.js';

/** Castellan’s tables are in a schema of its own, beside the shop’s. Without a database each lives in memory: for a first look. */
export function castellanOptions(): CastellanOptions {
  const { DATABASE_URL, PUBLIC_URL = 'http://localhost:3000/auth', SECRET_KEY, NODE_ENV } = process.env;
  const isProduction = NODE_ENV === 'production';
  return {
    environment: isProduction ? 'production' : 'development',
    database: DATABASE_URL ? { url: DATABASE_URL } : { embedded: null },
    publicUrl: PUBLIC_URL,
    secretKeys: SECRET_KEY || isProduction ? [SECRET_KEY ?? ''] : ['no secret at all, for a first look'],
    appName: 'Shop',
    accessTokenTtl: process.env['ACCESS_TOKEN_TTL'] ?? '5m', // what a revoked token is worth at services that follow no revocations
    ports: { templates: new ShopMails() },
  };
}

export function databaseOptions(): TypeOrmModuleOptions {
  const { DATABASE_URL } = process.env;
  const server = DATABASE_URL ? ({ type: 'postgres', url: DATABASE_URL } as const) : ({ type: 'sqljs' } as const);
  return { ...server, autoLoadEntities: true, synchronize: true };
}
