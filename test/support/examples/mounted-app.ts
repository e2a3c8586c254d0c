import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CastellanModule, mountCastellan } from 'castellan';

@Module({
  imports: [
    CastellanModule.forRoot({
      environment: 'development', // mails are shown at /auth/dev/inbox; in production they want smtpUrl and mailFrom
      database: { embedded: null }, // in memory; yours is { url: 'postgres://…' }, and Castellan's tables are in a schema of their own
      publicUrl: 'http://localhost:3000/auth',
      secretKeys: ['a secret key for a first try, of 32 bytes'],
    }),
  ],
})
export class AppModule {}

export async function start(port = 3000) {
  const app = await NestFactory.create(AppModule); // on Express; or on Fastify
  mountCastellan(app); // before anything else is done to it
  await app.listen(port);
  return app;
}
