import { Profiles } from '@castellan/profiles';
import { Injectable } from '@nestjs/common';

@Injectable()
export class Preferences {
  constructor(private readonly profiles: Profiles) {}

  /** Other keys of the settings stay; what is wrong is `ValidationFailed`, with every field. */
  async theme(userId: string, theme: string | null) {
    await this.profiles.change(userId, { settings: { theme } });
    return (await this.profiles.of(userId)).settings;
  }
}
