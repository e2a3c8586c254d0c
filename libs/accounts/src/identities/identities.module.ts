import { Module } from '@nestjs/common';
import { IdentityLinking } from './identity-linking.service.js';
import { OwnIdentities } from './own-identities.service.js';

/** Who users are elsewhere: linked, listed, removed. */
@Module({ providers: [IdentityLinking, OwnIdentities], exports: [IdentityLinking, OwnIdentities] })
export class AccountIdentitiesModule {}
