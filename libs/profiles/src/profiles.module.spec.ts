import { Clock, SystemClock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import sharp from 'sharp';
import { AvatarStore } from './avatars/avatar-store.js';
import { Avatars } from './avatars/avatars.service.js';
import { ProfilesModule } from './profiles.module.js';

/** Stands for a host's own, such as an object store behind a CDN. */
class ElsewhereStore extends AvatarStore {
  private readonly kept = new Map<string, Buffer>();

  async put(userId: string, picture: Buffer): Promise<void> {
    this.kept.set(userId, picture);
  }

  async remove(userId: string): Promise<boolean> {
    return this.kept.delete(userId);
  }

  async urlOf(userId: string): Promise<string | null> {
    return this.kept.has(userId) ? `https://cdn.example/${userId}` : null;
  }

  async read(): Promise<null> {
    return null;
  }

  async exportOf(userId: string): Promise<readonly unknown[]> {
    return this.kept.has(userId) ? [{ url: await this.urlOf(userId) }] : [];
  }
}

@Global()
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: Transaction, useValue: null },
  ],
  exports: [Clock, Transaction],
})
class NoData {}

describe(ProfilesModule.name, () => {
  it('keeps avatars where the host says', async () => {
    const profiles = ProfilesModule.forRoot({ publicUrl: 'https://id.example', ports: { avatarStore: ElsewhereStore } });
    const module = await Test.createTestingModule({ imports: [NoData, profiles] }).compile();
    const avatars = module.get(Avatars);
    const file = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#f00' } })
      .png()
      .toBuffer();

    await avatars.keep('ada', await avatars.makeReady(file));

    expect(await module.get(AvatarStore).urlOf('ada')).toBe('https://cdn.example/ada');
    expect(await avatars.remove('ada')).toBe(true);
    expect(await avatars.remove('ada')).toBe(false);
    await module.close();
  });
});
