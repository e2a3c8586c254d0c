import { randomUUID } from 'node:crypto';
import { domainError, SecretKeys } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { DataModule, Transaction } from '@castellan/data';
import type { DataOptions } from '@castellan/data';
import { AuthEvents, LogModule } from '@castellan/log';
import { LOG_TABLES } from '@castellan/log/tables';
import { OneTimeCodes, OtpModule } from '@castellan/otp';
import { OTP_TABLES } from '@castellan/otp/tables';
import { Profiles, ProfilesModule } from '@castellan/profiles';
import { PROFILES_TABLES } from '@castellan/profiles/tables';
import { TwoFactor, TwoFactorModule } from '@castellan/twofactor';
import { TWOFACTOR_TABLES } from '@castellan/twofactor/tables';
import { Body, Controller, Headers, HttpCode, Injectable, Ip, Logger, Module, Post } from '@nestjs/common';
import type { DynamicModule, OnModuleInit } from '@nestjs/common';

interface Proof {
  readonly email: string;
  readonly code: string;
  /** Of the authenticator app, or a backup code. */
  readonly second?: string;
}

export class NotProven extends domainError('invalid_code', 'unauthenticated', 'The code is wrong or has expired.') {}

/** Your users and their table, which you have already. The libs know their ids, UUIDs, and nothing else of them. */
@Injectable()
export class Members implements OnModuleInit {
  constructor(private readonly transaction: Transaction) {}

  async onModuleInit() {
    await this.transaction.query('CREATE TABLE IF NOT EXISTS members (id uuid PRIMARY KEY, email text NOT NULL UNIQUE)');
  }

  async add(email: string): Promise<string> {
    const id = randomUUID();
    await this.transaction.query('INSERT INTO members (id, email) VALUES ($1, $2)', [id, email]);
    return id;
  }

  async idOf(email: string): Promise<string | null> {
    const [member] = await this.transaction.query<{ id: string }>('SELECT id FROM members WHERE email = $1', [email]);
    return member?.id ?? null;
  }
}

/** A mailed code, and the second factor of whoever has one. */
@Injectable()
export class Entrance {
  constructor(
    private readonly members: Members,
    private readonly codes: OneTimeCodes,
    private readonly twoFactor: TwoFactor,
    private readonly profiles: Profiles,
    private readonly events: AuthEvents,
  ) {}

  /** To send it is yours. Too many: `Throttled`, which Nest answers with 429. */
  async request(email: string): Promise<string> {
    const { code } = await this.codes.requestOtp({ identifier: email, purpose: 'entrance' });
    return code;
  }

  /** Nobody learns which of the proofs was wrong, nor who is a member. */
  async enter(proof: Proof, context: RequestContext) {
    const userId = await this.members.idOf(proof.email);
    const isProven = (await this.isCodeRight(proof)) && userId !== null && (await this.isSecondRight(userId, proof.second));
    await this.events.record({
      event: 'login',
      status: isProven ? 'success' : 'failure',
      userId,
      identifier: proof.email,
      context,
    });
    if (!isProven) throw new NotProven();
    return { id: userId, settings: (await this.profiles.of(userId)).settings };
  }

  /** Spends the code: a guess at the second factor costs a mailed code each. */
  private isCodeRight({ email, code }: Proof): Promise<boolean> {
    return this.codes.verifyOtp({ identifier: email, purpose: 'entrance', code });
  }

  private async isSecondRight(userId: string, code = ''): Promise<boolean> {
    return !(await this.twoFactor.isEnabled(userId)) || (await this.twoFactor.verify(userId, code)) !== null;
  }
}

@Controller('entrance')
class EntranceController {
  private readonly mail = new Logger('Mail'); // yours sends it

  constructor(private readonly entrance: Entrance) {}

  @Post('code')
  @HttpCode(204)
  async code(@Body() { email }: { email: string }) {
    this.mail.log(`To ${email}: ${await this.entrance.request(email)}`);
  }

  /** What you give who is in, a session of yours, say, is yours. */
  @Post()
  enter(@Body() proof: Proof, @Ip() ip: string, @Headers('user-agent') userAgent?: string) {
    return this.entrance.enter(proof, { ip, userAgent: userAgent ?? null, traceId: randomUUID() });
  }
}

@Module({})
export class PortalModule {
  static forRoot(database: DataOptions['database'], secretKey: string): DynamicModule {
    const secretKeys = new SecretKeys([secretKey]);
    return {
      module: PortalModule,
      imports: [
        DataModule.forRoot({ database, redisUrl: null, tables: [OTP_TABLES, TWOFACTOR_TABLES, PROFILES_TABLES, LOG_TABLES] }),
        OtpModule.forRoot({ secretKeys }),
        TwoFactorModule.forRoot({ secretKeys, issuer: 'Portal' }),
        ProfilesModule.forRoot({ publicUrl: 'https://portal.example' }),
        LogModule.forRoot({ secretKeys }),
      ],
      controllers: [EntranceController],
      providers: [Members, Entrance],
      exports: [Members, Entrance],
    };
  }
}
