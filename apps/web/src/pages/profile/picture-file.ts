import { t } from '../../app/words.js';

/** What the API takes (docs/reference/contract.md#profiles). */
export const TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
const MAX_BYTES = 5 * 1024 * 1024;

/** What is wrong with a file before it is sent, in words; null where nothing is seen. */
export function problemOf({ size, type }: File): string | null {
  if (!TYPES.includes(type)) return t('pages.profile.pictureWrongType');
  return size > MAX_BYTES ? t('pages.profile.pictureTooLarge') : null;
}

/** The picture as an address of its own; null where this browser cannot show it. */
export async function previewOf(file: File): Promise<string | null> {
  const url = await dataUrlOf(file);
  const picture = new Image();
  picture.src = url;
  return picture.decode().then(
    () => url,
    () => null,
  );
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string); // it was read as an address
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'));
    reader.readAsDataURL(file);
  });
}
