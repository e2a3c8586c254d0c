import { AvatarUploads } from './avatar-uploads.js';
import { AvatarController } from './avatar.controller.js';
import { PicturesController } from './pictures.controller.js';
import { ProfileController } from './profile.controller.js';

/** The routes of `profiles`, for `RestModule.forRoot`. */
export const PROFILES_REST = {
  controllers: [ProfileController, AvatarController, PicturesController],
  providers: [AvatarUploads],
};
