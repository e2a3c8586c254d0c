import { AdministrationModule, ReauthenticationModule } from '@castellan/accounts';
import { Module } from '@nestjs/common';
import { RiddleController } from './riddle.controller.js';
import { RiddleReproof } from './riddle-reproof.service.js';

/** A factor in a folder of its own: all that a host adds to have it. */
@Module({ imports: [AdministrationModule, ReauthenticationModule], controllers: [RiddleController], providers: [RiddleReproof] })
export class RiddleModule {}
