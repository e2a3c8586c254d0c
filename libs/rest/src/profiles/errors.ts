import { domainError } from '@castellan/common';

export class AvatarTooLarge extends domainError('payload_too_large', 'too_large', 'The picture is larger than 5 MB.') {}

export class MultipartExpected extends domainError(
  'unsupported_media_type',
  'unsupported',
  'Send the picture as multipart/form-data, in the field avatar.',
) {}
