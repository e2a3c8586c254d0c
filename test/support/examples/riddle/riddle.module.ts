import { AdministrationModule, ReauthenticationModule, SecondFactorsModule } from '@castellan/accounts';
import { Module } from '@nestjs/common';
import { RiddleController } from './riddle.controller.js';
import { RiddleReproof } from './riddle-reproof.service.js';
import { RiddleSecond } from './riddle-second.service.js';

/** A first factor and a second one in a folder of its own: all that a host adds to have them. */
@Module({
  imports: [AdministrationModule, ReauthenticationModule, SecondFactorsModule],
  controllers: [RiddleController],
  providers: [RiddleReproof, RiddleSecond],
})
export class RiddleModule {}
