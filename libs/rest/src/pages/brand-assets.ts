import { type Brand, designCss } from '@castellan/branding';
import { type Asset, textAsset, typeOf } from './asset.js';

/** An SVG that is opened by its own address runs nothing and loads nothing (docs/decisions/0154-a-logo-is-only-a-picture.md). */
const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** The look of the product as files, under names that change with what is in them. */
export interface BrandAssets {
  readonly design: Asset;
  readonly logo: Asset | null;
}

export function brandAssets(brand: Brand): BrandAssets {
  return { design: textAsset('design', 'css', designCss(brand)), logo: logoOf(brand) };
}

function logoOf({ logo }: Brand): Asset | null {
  if (!logo) return null;
  const name = `logo-${logo.hash}.${logo.type === 'image/png' ? 'png' : 'svg'}`;
  return { name, type: typeOf(name), plain: logo.bytes, policy: PICTURE_POLICY };
}
