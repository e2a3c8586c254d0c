import { OneTimeCodes } from '@castellan/otp';
import { Injectable } from '@nestjs/common';

@Injectable()
export class DoorCodes {
  constructor(private readonly codes: OneTimeCodes) {}

  /** Too many: `Throttled`. To send the code, and to whom, is yours. */
  async make(address: string): Promise<string> {
    const { code } = await this.codes.requestOtp({ identifier: address, purpose: 'door' });
    return code;
  }

  /** True once. A wrong, used, replaced and expired code are alike, and cost a guess. */
  isRight(address: string, code: string): Promise<boolean> {
    return this.codes.verifyOtp({ identifier: address, purpose: 'door', code });
  }
}
