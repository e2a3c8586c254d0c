import { Module } from '@nestjs/common';
import { FederatedSignIn } from './federated-sign-in.service.js';

/** Signing in by a provider. */
@Module({ providers: [FederatedSignIn], exports: [FederatedSignIn] })
export class FederatedSignInModule {}
