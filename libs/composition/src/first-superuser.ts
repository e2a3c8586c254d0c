import { PanelEnrolmentLink, Superusers } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import type { Configuration } from '@castellan/config';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';

export const FIRST_SUPERUSER = Symbol('FIRST_SUPERUSER');

/** Makes the first superuser from `SUPERUSER_EMAIL` and `SUPERUSER_PASSWORD`, before the first request is answered. */
@Injectable()
export class FirstSuperuser implements OnApplicationBootstrap {
  private readonly logger = new Logger(FirstSuperuser.name);

  constructor(
    private readonly superusers: Superusers,
    private readonly enrolment: PanelEnrolmentLink,
    @Inject(FIRST_SUPERUSER) private readonly superuser: Configuration['superuser'],
  ) {}

  /** A refusal stops the start: without a superuser nobody could do what they were asked to. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.superuser) return;
    const { email, password } = this.superuser;
    const made = await this.superusers.ensureFirst(email, password).catch(explain);
    if (!made) return;
    await this.enrolment.mail(made);
    this.logger.log(
      'Made the first superuser, and mailed the link to set up the second factor. SUPERUSER_EMAIL and SUPERUSER_PASSWORD can be taken away now.',
    );
  }
}

/** Names what is wrong and where to change it, never the password. */
function explain(error: unknown): never {
  if (!(error instanceof ValidationFailed)) throw error;
  const reasons = Object.entries(error.extras.errors ?? {}).flatMap(([field, messages]) =>
    messages.map((message) => `  ${field === 'password' ? 'SUPERUSER_PASSWORD' : 'SUPERUSER_EMAIL'}: ${message}`),
  );
  throw new Error(['The first superuser cannot be made. Change or remove:', ...reasons].join('\n'), { cause: error });
}
