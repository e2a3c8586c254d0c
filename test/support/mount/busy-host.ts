import { createHmac } from 'node:crypto';
import {
  ArgumentsHost,
  Body,
  CallHandler,
  CanActivate,
  Catch,
  Controller,
  ExceptionFilter,
  ExecutionContext,
  Get,
  HttpException,
  Injectable,
  MiddlewareConsumer,
  Module,
  NestInterceptor,
  NestModule,
  Param,
  ParseIntPipe,
  Post,
  RawBody,
  UnauthorizedException,
  ValidationPipe,
  VersioningType,
} from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { IsEmail } from 'class-validator';
import type { Observable } from 'rxjs';
import { map } from 'rxjs';
import { DataSource } from 'typeorm';

/** What of the host was at work, and how often. */
export class Traces {
  readonly counts = new Map<string, number>();

  note(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

@Injectable()
class HostGuard implements CanActivate {
  constructor(private readonly traces: Traces) {}

  canActivate(context: ExecutionContext): boolean {
    this.traces.note('guard');
    const { headers } = context.switchToHttp().getRequest<{ readonly headers: Readonly<Record<string, string>> }>();
    if (headers['x-tenant'] === undefined) throw new UnauthorizedException('Which tenant?');
    return true;
  }
}

@Injectable()
class HostInterceptor implements NestInterceptor {
  constructor(private readonly traces: Traces) {}

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    this.traces.note('interceptor');
    return next.handle().pipe(map((data: unknown) => ({ data })));
  }
}

@Catch()
@Injectable()
class HostFilter implements ExceptionFilter {
  constructor(private readonly traces: Traces) {}

  catch(error: unknown, host: ArgumentsHost): void {
    this.traces.note('filter');
    const status = error instanceof HttpException ? error.getStatus() : 500;
    const answer = host.switchToHttp().getResponse<{ status(code: number): { send(body: object): void } }>();
    answer.status(status).send({ host: 'says no', status });
  }
}

/** Two of the host's limits are never full in a test; what is counted is whose requests they see. */
class HostStorage {
  constructor(private readonly traces: Traces) {}

  async increment(): Promise<{ totalHits: number; timeToExpire: number; isBlocked: boolean; timeToBlockExpire: number }> {
    this.traces.note('throttler');
    return Promise.resolve({ totalHits: 1, timeToExpire: 60, isBlocked: false, timeToBlockExpire: 0 });
  }
}

class OrderDto {
  @IsEmail()
  email!: string;
}

@Controller({ path: 'orders', version: '1' })
class OrdersController {
  constructor(readonly database: DataSource) {}

  @Get(':id')
  one(@Param('id', ParseIntPipe) id: number): object {
    return { id, database: this.database.options.database };
  }

  @Post()
  make(@Body() { email }: OrderDto): object {
    return { email };
  }
}

@Controller('webhooks')
class WebhooksController {
  /** As Stripe's: the signature is over the bytes. */
  @Post('stripe')
  take(@RawBody() raw: Buffer | undefined): object {
    return {
      signature: createHmac('sha256', 'whsec')
        .update(raw ?? '')
        .digest('hex'),
    };
  }
}

const TRACES = new Traces();
const UNOPENED = new DataSource({ type: 'postgres', database: 'shop', entities: [] });

interface Answer {
  setHeader(name: string, value: string): void;
}

/** A host with everything that a host may have. */
@Module({
  imports: [ThrottlerModule.forRoot({ throttlers: [{ ttl: 60_000, limit: 10_000 }], storage: new HostStorage(TRACES) })],
  controllers: [OrdersController, WebhooksController],
  providers: [
    { provide: Traces, useValue: TRACES },
    { provide: DataSource, useValue: UNOPENED },
    { provide: APP_GUARD, useClass: ThrottlerGuard },
    { provide: APP_GUARD, useClass: HostGuard },
    { provide: APP_FILTER, useClass: HostFilter },
    { provide: APP_INTERCEPTOR, useClass: HostInterceptor },
    { provide: APP_PIPE, useFactory: () => new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }) },
  ],
})
export class BusyHostModule implements NestModule {
  constructor(readonly traces: Traces) {}

  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((_request: unknown, answer: Answer, next: () => void) => {
        this.traces.note('middleware');
        answer.setHeader('x-host', 'busy');
        next();
      })
      .forRoutes('{*all}');
  }
}

/** What its `main` may do before it mounts. */
export function setUpFirst(app: INestApplication): void {
  const { traces } = app.get(BusyHostModule);
  app.use((_request: unknown, answer: Answer, next: () => void) => {
    traces.note('early middleware');
    answer.setHeader('x-early', 'busy');
    next();
  });
  app.enableCors({ origin: true, credentials: true });
}

/** What its `main` does after it has mounted. */
export function setUp(app: INestApplication): void {
  app.setGlobalPrefix('shop');
  app.enableVersioning({ type: VersioningType.URI });
  SwaggerModule.setup('shop/docs', app, () => documentOf(app));
}

const documentOf = (app: INestApplication) => SwaggerModule.createDocument(app, new DocumentBuilder().setTitle('The shop').build());
