// The tests of a service with the guard alone, as the guide shows them.
import { AccessModule, AuthGuard, RequiresRecentAuth } from '@castellan/access';
import { AccessTesting } from '@castellan/access/testing';
import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { Test } from '@nestjs/testing';

@Controller('card')
@UseGuards(AuthGuard)
class CardController {
  @Get()
  @RequiresRecentAuth()
  show(): string {
    return '4242';
  }
}

@Module({ imports: [AccessModule.forRoot({ issuer: 'https://auth.example.com' })], controllers: [CardController] })
class OrdersModule {}

export async function whatOrdersAnswers(): Promise<readonly number[]> {
  const auth = new AccessTesting();
  const builder = auth.replace(Test.createTestingModule({ imports: [OrdersModule] }));
  const app = (await builder.compile()).createNestApplication();
  await app.listen(0, '127.0.0.1');
  const url = `${await app.getUrl()}/card`;
  const callers = [auth.actingAs(app), auth.actingAs(app, { recent: false }), auth.actingAs(app, { expired: true })];
  const answers = await Promise.all(callers.map(({ headers }) => fetch(url, { headers })));
  await app.close();
  return answers.map(({ status }) => status); // 200, 403, 401
}
