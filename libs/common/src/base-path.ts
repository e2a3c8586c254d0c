/** The path of a base URL, which ends without a slash: `/auth` of `https://shop.example/auth`, and nothing of an origin. @internal */
export const basePathOf = (url: string): string => url.slice(new URL(url).origin.length);
