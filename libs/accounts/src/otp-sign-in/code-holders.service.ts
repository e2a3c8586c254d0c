import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { KeptAddresses } from '../links/kept-addresses.js';
import { InvalidCode } from '../errors.js';
import { RegistrationSources } from '@castellan/sources';
import { AddressProof } from '../registration/address-proof.service.js';
import { UserCreation } from '../registration/user-creation.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import type { OtpIdentifier } from '../users/otp-identifier.js';

/** Whose code was right. */
export interface CodeHolder {
  readonly user: User;
  readonly created: boolean;
}

/** Who somebody is that has just read a code sent to them. Part of the caller's transaction. */
@Injectable()
export class CodeHolders {
  constructor(
    private readonly users: UsersRepository,
    private readonly creation: UserCreation,
    private readonly addressProof: AddressProof,
    private readonly kept: KeptAddresses,
    private readonly sources: RegistrationSources,
  ) {}

  /**
   * An unknown address becomes a user, verified and without a password. Null when nobody has proven the number, any more.
   * @throws InvalidCode, which takes the new user back, when an account was moved away from the address since the code was sent
   */
  async welcome({ channel, value }: OtpIdentifier, sourceUrl: string | null, context: RequestContext): Promise<CodeHolder | null> {
    if (channel === 'sms') return this.returning(await this.users.findByPhone(value), sourceUrl);
    const { user, created } = await this.creation.registerUser(value, sourceUrl, context);
    if ((created || !user.isVerified) && (await this.kept.includes(user.email))) throw new InvalidCode();
    if (created) return { user, created };
    return this.returning(await this.addressProof.byCode(user), sourceUrl);
  }

  private async returning(user: User | null, sourceUrl: string | null): Promise<CodeHolder | null> {
    if (!user) return null;
    await this.sources.link(user.id, sourceUrl, { first: false });
    return { user, created: false };
  }
}
