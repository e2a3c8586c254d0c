import { CurrentCaller, Public, RequiresAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { Controller, Get, Post } from '@nestjs/common';

interface Delivery {
  readonly userId: string;
  readonly arrives: string;
}

@Controller('deliveries')
export class DeliveriesController {
  /** Everybody's own. */
  @Get()
  own(@CurrentCaller() { userId }: Caller): readonly Delivery[] {
    return [{ userId, arrives: 'tomorrow' }];
  }

  /** To another address: only with a second factor. */
  @Post('redirect')
  @RequiresAuth({ aal: 2 })
  redirect(@CurrentCaller() { userId }: Caller): Delivery {
    return { userId, arrives: 'elsewhere' };
  }

  @Get('open')
  @Public()
  open(): { readonly open: boolean } {
    return { open: true };
  }
}
