import { SigningKeys } from '@castellan/keys';
import { Controller, Get } from '@nestjs/common';

@Controller('keys')
export class KeysController {
  constructor(private readonly keys: SigningKeys) {}

  @Get()
  async all() {
    return { keys: await this.keys.published() };
  }
}
